package dev.mooring.services;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.services.posted.ServiceReader;
import dev.mooring.workspaces.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The workspace's own clients at services, over HTTP. */
@RestController
@Tag(name = "Services")
final class ClientEndpoint {

    private final Commands commands;
    private final ClientRegistrations clients;
    private final Idempotency idempotency;

    ClientEndpoint(Commands commands, ClientRegistrations clients, Idempotency idempotency) {
        this.commands = commands;
        this.clients = clients;
        this.idempotency = idempotency;
    }

    /**
     * A client's credentials at a service.
     *
     * @param clientSecret left out for a public client
     */
    record PostedClient(@Nullable String clientId, @Nullable String clientSecret) {

        @Override
        public String toString() {
            return "PostedClient[clientId=" + clientId + "]";
        }
    }

    /**
     * A registered client.
     *
     * @param redirectUri to be registered at the service
     */
    record ClientAnswer(String clientId, URI redirectUri) {}

    @PutMapping("/v1/services/{service}/client")
    @RequiresScope(Scope.SERVICES_ADMIN)
    @Refuses({ErrorCode.SERVICE_UNKNOWN, ErrorCode.CLIENT_SECRET_REQUIRED})
    @Operation(
            summary = "Register the workspace's client at a service",
            description =
                    "For built-in and custom services. The secret is kept in the vault and never returned.")
    ResponseEntity<ClientAnswer> register(
            Caller caller, @PathVariable String service, @RequestBody PostedClient posted) {
        var id = new ServiceId(PathId.id("svc", service));
        return idempotency.run(
                caller,
                Kept.whole(ClientAnswer.class),
                commitId -> {
                    var clientId =
                            ServiceReader.checkClient(posted.clientId(), posted.clientSecret());
                    var secret = posted.clientSecret();
                    var workspace = Commands.workspace(caller);
                    var registration = RegistrationId.of(workspace, id);
                    var context =
                            Commands.expecting(
                                    commands.context(caller, commitId),
                                    caller,
                                    registration.value());
                    var receipt =
                            clients.register(
                                    workspace,
                                    id,
                                    clientId,
                                    secret == null ? null : new ClientSecret(secret),
                                    context);
                    return Answers.written(
                            new ClientAnswer(clientId, clients.redirectUri(registration)),
                            receipt.position(),
                            receipt.versions().getOrDefault(registration.value(), 0L));
                });
    }
}
