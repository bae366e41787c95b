package dev.mooring.connections.delete;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /v1/connections/{connection}}. */
@RestController
@Tag(name = "Connections")
public final class DeleteEndpoint {

    private final ConnectionWrites writes;
    private final CommandSender sender;

    public DeleteEndpoint(ConnectionWrites writes, CommandSender sender) {
        this.writes = writes;
        this.sender = sender;
    }

    @DeleteMapping("/v1/connections/{connection}")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Delete a connection",
            description =
                    "Frees its link name; its history stays. Refused while applications have access, unless"
                            + " forced.")
    @Refuses({ErrorCode.CONNECTION_UNKNOWN, ErrorCode.CONNECTION_IN_USE})
    ResponseEntity<Void> delete(
            Caller caller,
            @PathVariable String connection,
            @RequestParam(defaultValue = "false") boolean force) {
        return writes.run(
                caller,
                Kept.nothing(),
                commitId -> {
                    var target = writes.target(caller, connection, commitId);
                    var receipt =
                            sender.send(
                                    new DeleteConnection(target.id(), force, target.at()),
                                    target.context());
                    return Answers.noContent(
                            receipt.position(),
                            receipt.versions()
                                    .getOrDefault(target.id().value(), target.found().version()));
                });
    }
}
