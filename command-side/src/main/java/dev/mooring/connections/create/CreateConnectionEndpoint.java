package dev.mooring.connections.create;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.ConnectionAnswer;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.CreateConnection;
import dev.mooring.language.reuse.FindReusable;
import dev.mooring.language.reuse.Reusable;
import dev.mooring.services.Configurations;
import dev.mooring.services.ServiceDirectory;
import dev.mooring.workspaces.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/connections}. */
@RestController
@Tag(name = "Connections")
public final class CreateConnectionEndpoint {

    private final Commands commands;
    private final CommandSender sender;
    private final ServiceDirectory services;
    private final Configurations configurations;
    private final ConnectionWrites writes;
    private final QueryGateway queries;

    public CreateConnectionEndpoint(
            Commands commands,
            CommandSender sender,
            ServiceDirectory services,
            Configurations configurations,
            ConnectionWrites writes,
            QueryGateway queries) {
        this.commands = commands;
        this.sender = sender;
        this.services = services;
        this.configurations = configurations;
        this.writes = writes;
        this.queries = queries;
    }

    /**
     * A connection to be.
     *
     * @param service id or link name of a published service
     * @param linkName made from the service where it is left out
     */
    record NewConnection(
            @Nullable String service,
            @Nullable String name,
            @Nullable String linkName,
            @Nullable List<String> scopes,
            @Nullable Map<String, String> parameters) {}

    @PostMapping("/v1/connections")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Create a connection",
            description =
                    "The connection exists and asks for authorization. Authorizations that could be reused"
                            + " instead are listed.")
    @Refuses({
        ErrorCode.SERVICE_UNKNOWN,
        ErrorCode.SERVICE_NOT_PUBLISHED,
        ErrorCode.SCOPE_UNKNOWN,
        ErrorCode.PARAMETER_INVALID,
        ErrorCode.LINK_NAME_TAKEN
    })
    ResponseEntity<ConnectionAnswer> create(Caller caller, @RequestBody NewConnection body) {
        return writes.run(
                caller,
                Kept.whole(ConnectionAnswer.class),
                commitId -> create(caller, body, commitId));
    }

    private ResponseEntity<ConnectionAnswer> create(
            Caller caller, NewConnection body, String commitId) {
        var name = DisplayName.parse("/name", required("/name", body.name()));
        var given = body.linkName() == null ? null : new LinkName(body.linkName());
        var workspace = Commands.workspace(caller);
        var service = services.connectable(workspace, required("/service", body.service()));
        var user = commands.user(caller);
        var chosen =
                configurations.choose(
                        user,
                        service,
                        body.scopes() == null ? List.of() : body.scopes(),
                        body.parameters() == null ? Map.of() : body.parameters());
        var context = commands.context(caller, user, commitId);
        var connection = ConnectionId.madeBy(context.command());
        var receipt =
                sender.send(
                        new CreateConnection(
                                connection,
                                user,
                                name,
                                given == null
                                        ? LinkName.from(service.definition().linkName())
                                        : given,
                                given != null,
                                service.id(),
                                service.version(),
                                service.registration(),
                                chosen.scopes(),
                                chosen.parameters(),
                                chosen.fingerprint(),
                                context.at()),
                        context);
        var answer =
                writes.answer(workspace, connection, context.at())
                        .offering(
                                reusable(new FindReusable(workspace, user, chosen.fingerprint())));
        return Answers.created(
                URI.create("/v1/connections/" + connection.value()),
                answer,
                receipt.position(),
                receipt.versions().getOrDefault(connection.value(), 0L));
    }

    private List<Reusable> reusable(FindReusable query) {
        return queries.query(query, ResponseTypes.multipleInstancesOf(Reusable.class)).join();
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null) {
            throw Refusal.invalid(pointer, "field.required", "the field is missing");
        }
        return value;
    }
}
