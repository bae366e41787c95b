package dev.mooring.connections.manage;

import static java.util.Objects.requireNonNull;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.ConnectionAnswer;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.connections.ConnectionWrites.Target;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.CommandId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.ChangeScopes;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.EnableConnection;
import dev.mooring.language.connection.ConnectionCommand.RenameConnection;
import dev.mooring.services.Configurations;
import dev.mooring.services.ServiceDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code PATCH /v1/connections/{connection}}, {@code …/disable} and {@code …/enable}. */
@RestController
@Tag(name = "Connections")
public final class ManageEndpoint {

    private final ConnectionWrites writes;
    private final CommandSender sender;
    private final ServiceDirectory services;
    private final Configurations configurations;

    public ManageEndpoint(
            ConnectionWrites writes,
            CommandSender sender,
            ServiceDirectory services,
            Configurations configurations) {
        this.writes = writes;
        this.sender = sender;
        this.services = services;
        this.configurations = configurations;
    }

    /**
     * What to change; what is left out stays.
     *
     * @param scopes the whole new choice; what is granted serves on until a new consent
     */
    record Changes(@Nullable String name, @Nullable List<String> scopes) {}

    @PatchMapping("/v1/connections/{connection}")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Rename a connection or change its scopes",
            description =
                    "Other scopes need a new consent; until then the authorization in effect serves on.")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.SCOPE_UNKNOWN,
        ErrorCode.ATTEMPT_IN_EXCHANGE
    })
    ResponseEntity<ConnectionAnswer> change(
            Caller caller, @PathVariable String connection, @RequestBody Changes changes) {
        if (changes.name() == null && changes.scopes() == null) {
            throw Refusal.invalid("", "field.required", "name or scopes has to be given");
        }
        var name = changes.name() == null ? null : DisplayName.parse("/name", changes.name());
        return writes.run(
                caller,
                Kept.whole(ConnectionAnswer.class),
                commitId ->
                        change(
                                writes.target(caller, connection, commitId),
                                name,
                                changes.scopes()));
    }

    @PostMapping("/v1/connections/{connection}/disable")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Disable a connection",
            description =
                    "Nobody gets its credentials until it is enabled again; its authorization stays.")
    @Refuses(ErrorCode.CONNECTION_UNKNOWN)
    ResponseEntity<ConnectionAnswer> disable(Caller caller, @PathVariable String connection) {
        return writes.send(
                caller, connection, target -> new DisableConnection(target.id(), target.at()));
    }

    @PostMapping("/v1/connections/{connection}/enable")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(summary = "Enable a connection")
    @Refuses(ErrorCode.CONNECTION_UNKNOWN)
    ResponseEntity<ConnectionAnswer> enable(Caller caller, @PathVariable String connection) {
        return writes.send(
                caller, connection, target -> new EnableConnection(target.id(), target.at()));
    }

    /** Scopes first, since a new name is never refused where they were accepted. */
    private ResponseEntity<ConnectionAnswer> change(
            Target target, @Nullable DisplayName name, @Nullable List<String> scopes) {
        var context = target.context();
        if (scopes == null) {
            return answered(target, rename(target, name, context));
        }
        var receipt = sender.send(changeScopes(target, scopes), context);
        return answered(target, name == null ? receipt : rename(target, name, next(context)));
    }

    private Receipt rename(Target target, @Nullable DisplayName name, CommandContext context) {
        return sender.send(
                new RenameConnection(target.id(), requireNonNull(name), target.at()), context);
    }

    private ResponseEntity<ConnectionAnswer> answered(Target target, Receipt receipt) {
        return writes.answered(target.found().workspace(), target.id(), receipt, target.at());
    }

    /**
     * What the second command of a request comes with: an id of its own, and no version to meet.
     */
    private static CommandContext next(CommandContext first) {
        return new CommandContext(
                first.workspace(),
                first.origin(),
                CommandId.of("rename", first.command().value()),
                first.named(),
                first.at(),
                null);
    }

    private ChangeScopes changeScopes(Target target, List<String> scopes) {
        var connection = target.found().connection();
        var service =
                services.connectable(target.found().workspace(), connection.service().value());
        var chosen =
                configurations.choose(connection.user(), service, scopes, connection.parameters());
        return new ChangeScopes(
                connection.id(),
                service.version(),
                chosen.scopes(),
                chosen.fingerprint(),
                target.at());
    }
}
