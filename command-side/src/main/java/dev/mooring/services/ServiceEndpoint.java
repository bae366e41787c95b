package dev.mooring.services;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.ClientCommand.RegisterClient;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.services.posted.PostedService;
import dev.mooring.services.posted.ReadService;
import dev.mooring.services.posted.ServiceReader;
import dev.mooring.workspaces.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Custom services, over HTTP. */
@RestController
@Tag(name = "Services")
final class ServiceEndpoint {

    private final Commands commands;
    private final ServiceReader reader;
    private final ServiceDirectory directory;
    private final ServiceDiscovery discovery;
    private final ClientRegistrations clients;
    private final Idempotency idempotency;

    ServiceEndpoint(
            Commands commands,
            ServiceReader reader,
            ServiceDirectory directory,
            ServiceDiscovery discovery,
            ClientRegistrations clients,
            Idempotency idempotency) {
        this.commands = commands;
        this.reader = reader;
        this.directory = directory;
        this.discovery = discovery;
        this.clients = clients;
        this.idempotency = idempotency;
    }

    @PostMapping("/v1/services")
    @RequiresScope(Scope.SERVICES_ADMIN)
    @Refuses({ErrorCode.LINK_NAME_TAKEN, ErrorCode.CLIENT_SECRET_REQUIRED})
    @Operation(
            summary = "Define a service",
            description =
                    "It is a draft until it is published. A client id and secret in it are the workspace's own and are"
                            + " kept apart; the secret is never returned. An OAuth2 service may come with its issuer"
                            + " and neither authorizeUrl nor tokenUrl: they are discovered when it is published. In"
                            + " its URLs a declared parameter that is required, or has a default, may stand as {name}"
                            + " for one whole label of the host, with a registered domain behind it, or one whole"
                            + " segment of the path.")
    ResponseEntity<ServiceAnswer> draft(Caller caller, @RequestBody PostedService posted) {
        return idempotency.run(
                caller,
                Kept.whole(ServiceAnswer.class),
                commitId -> {
                    var read = reader.read(posted);
                    if (directory.isBuiltIn(read.linkName())) {
                        throw Refusal.of(
                                ErrorCode.LINK_NAME_TAKEN,
                                "a built-in service has the link name " + read.linkName());
                    }
                    var context = commands.context(caller, commitId);
                    var id = ServiceId.of(context.workspace(), read.linkName());
                    var receipt =
                            clients.send(
                                    new DraftService(
                                            id,
                                            read.definition(),
                                            client(context.workspace(), id, read, context.at()),
                                            context.at()),
                                    context);
                    return Answers.created(
                            URI.create("/v1/services/" + id),
                            answer(context, id, receipt),
                            receipt.position(),
                            version(receipt, id));
                });
    }

    @PutMapping("/v1/services/{service}")
    @RequiresScope(Scope.SERVICES_ADMIN)
    @Refuses({
        ErrorCode.SERVICE_UNKNOWN,
        ErrorCode.SERVICE_NOT_EDITABLE,
        ErrorCode.CLIENT_SECRET_REQUIRED
    })
    @Operation(
            summary = "Write a new version of a service",
            description =
                    "It is a draft until it is published; connections stay on their version until they are"
                            + " reauthorized. Where a place that receives secrets changes, the client secret has to be"
                            + " given again.")
    ResponseEntity<ServiceAnswer> revise(
            Caller caller, @PathVariable String service, @RequestBody PostedService posted) {
        var id = editable(service);
        return idempotency.run(
                caller,
                Kept.whole(ServiceAnswer.class),
                commitId -> {
                    var read = reader.read(posted);
                    var context = context(caller, commitId, id);
                    directory.newest(context.workspace(), id);
                    return written(
                            id,
                            new ReviseService(
                                    id,
                                    read.definition(),
                                    client(context.workspace(), id, read, context.at()),
                                    context.at()),
                            context);
                });
    }

    @PostMapping("/v1/services/{service}/publish")
    @RequiresScope(Scope.SERVICES_ADMIN)
    @Refuses({
        ErrorCode.SERVICE_UNKNOWN,
        ErrorCode.SERVICE_NOT_EDITABLE,
        ErrorCode.SERVICE_NOTHING_TO_PUBLISH,
        ErrorCode.SERVICE_METADATA_UNAVAILABLE,
        ErrorCode.SERVICE_ISSUER_MISMATCH,
        ErrorCode.SERVICE_METADATA_UNUSABLE
    })
    @Operation(
            summary = "Publish the newest version of a service",
            description =
                    "From then on connections are made to it. Where it was posted with its issuer alone, the issuer's"
                            + " metadata is fetched now (OpenID Connect Discovery, RFC 8414), its issuer has to be the"
                            + " posted one to the character, and its endpoints, keys' address, PKCE methods and whether"
                            + " iss comes in answers are pinned in a new version, which is published; they are not"
                            + " fetched again for it.")
    ResponseEntity<ServiceAnswer> publish(Caller caller, @PathVariable String service) {
        var id = editable(service);
        return idempotency.run(
                caller,
                Kept.whole(ServiceAnswer.class),
                commitId -> {
                    var context = context(caller, commitId, id);
                    var newest = directory.newest(context.workspace(), id);
                    var discovered = discovery.discover(newest, context.at()).orElse(null);
                    return written(id, new PublishService(id, discovered, context.at()), context);
                });
    }

    private ServiceId editable(String raw) {
        var id = new ServiceId(PathId.id("svc", raw));
        if (directory.isBuiltIn(id)) {
            throw Refusal.of(ErrorCode.SERVICE_NOT_EDITABLE);
        }
        return id;
    }

    private CommandContext context(Caller caller, String commitId, ServiceId service) {
        return Commands.expecting(commands.context(caller, commitId), caller, service.value());
    }

    private @Nullable RegisterClient client(
            WorkspaceId workspace, ServiceId id, ReadService read, Instant at) {
        var service = Service.of(workspace, id, 0, false, read.definition());
        var secret = read.clientSecret();
        return service.hasClients()
                ? clients.command(
                        service,
                        read.clientId(),
                        secret == null ? null : new ClientSecret(secret),
                        at)
                : null;
    }

    private ResponseEntity<ServiceAnswer> written(
            ServiceId id, Object command, CommandContext context) {
        var receipt = clients.send(command, context);
        return Answers.written(
                answer(context, id, receipt), receipt.position(), version(receipt, id));
    }

    /** The service as this write left it, whatever others have written since. */
    private ServiceAnswer answer(CommandContext context, ServiceId id, Receipt receipt) {
        var versions =
                directory.versions(context.workspace(), id, version(receipt, id)).orElseThrow();
        var newest = versions.definitions().lastEntry();
        var service =
                Service.of(context.workspace(), id, newest.getKey(), false, newest.getValue());
        return ServiceAnswer.of(
                service,
                versions.published(),
                service.hasClients() ? clients.redirectUri(service.registration()) : null);
    }

    private static long version(Receipt receipt, ServiceId service) {
        var version = receipt.versions().get(service.value());
        if (version == null) {
            throw new IllegalStateException("a write touched nothing");
        }
        return version;
    }
}
