package dev.mooring.connections.access;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.connections.ConnectionWrites.Target;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.DisallowApplication;
import dev.mooring.workspaces.Applications;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code PUT} and {@code DELETE /v1/connections/{connection}/applications/{application}}: by the
 * connection's owner or an administrator of access, never by the application itself.
 */
@RestController
@Tag(name = "Access")
public final class AccessEndpoint {

    private final ConnectionLookup lookup;
    private final ConnectionWrites writes;
    private final CommandSender sender;
    private final Applications applications;

    public AccessEndpoint(
            ConnectionLookup lookup,
            ConnectionWrites writes,
            CommandSender sender,
            Applications applications) {
        this.lookup = lookup;
        this.writes = writes;
        this.sender = sender;
        this.applications = applications;
    }

    @PutMapping("/v1/connections/{connection}/applications/{application}")
    @RequiresScope(value = Scope.CONNECTIONS_WRITE, or = Scope.ACCESS_ADMIN)
    @Operation(summary = "Allow an application to use a connection")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.APPLICATION_UNKNOWN,
        ErrorCode.ROUTE_FORBIDDEN
    })
    ResponseEntity<Void> allow(
            Caller caller, @PathVariable String connection, @PathVariable String application) {
        var allowed = new ApplicationId(PathId.id("app", application));
        if (application.equals(caller.principal().application())) {
            throw Refusal.of(
                    ErrorCode.ROUTE_FORBIDDEN,
                    "an application never grants itself access to a connection");
        }
        return send(
                caller,
                connection,
                target -> {
                    applications.require(target.found().workspace(), allowed);
                    return new AllowApplication(target.id(), allowed, target.at());
                });
    }

    @DeleteMapping("/v1/connections/{connection}/applications/{application}")
    @RequiresScope(value = Scope.CONNECTIONS_WRITE, or = Scope.ACCESS_ADMIN)
    @Operation(
            summary = "Disallow an application",
            description = "Binds the application's next fetch, on every node.")
    @Refuses(ErrorCode.CONNECTION_UNKNOWN)
    ResponseEntity<Void> disallow(
            Caller caller, @PathVariable String connection, @PathVariable String application) {
        var disallowed = new ApplicationId(PathId.id("app", application));
        return send(
                caller,
                connection,
                target -> new DisallowApplication(target.id(), disallowed, target.at()));
    }

    private ResponseEntity<Void> send(
            Caller caller, String path, Function<Target, Object> command) {
        return writes.run(
                caller,
                Kept.nothing(),
                commitId -> {
                    var found = lookup.find(caller, path, Scope.ACCESS_ADMIN);
                    var target = writes.target(caller, found, commitId);
                    var receipt = sender.send(command.apply(target), target.context());
                    var version =
                            receipt.versions().getOrDefault(target.id().value(), found.version());
                    return Answers.noContent(receipt.position(), version);
                });
    }
}
