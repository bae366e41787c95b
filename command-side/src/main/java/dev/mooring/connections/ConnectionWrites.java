package dev.mooring.connections;

import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.request.Caller;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.ConnectionLookup.Found;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.ReadOnceLog;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.workspaces.Commands;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** What every write to a connection has in common: found, decided once, answered as it is then. */
public final class ConnectionWrites {

    private final ConnectionLookup lookup;
    private final Commands commands;
    private final CommandSender sender;
    private final Idempotency idempotency;

    public ConnectionWrites(
            ConnectionLookup lookup,
            Commands commands,
            CommandSender sender,
            Idempotency idempotency) {
        this.lookup = lookup;
        this.commands = commands;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    /** Sends one command to the connection that a path names, and answers the connection. */
    public ResponseEntity<ConnectionAnswer> send(
            Caller caller, String path, Function<Target, Object> command) {
        return run(
                caller,
                Kept.whole(ConnectionAnswer.class),
                commitId -> {
                    var target = target(caller, path, commitId);
                    var receipt = sender.send(command.apply(target), target.context());
                    return answered(target.found().workspace(), target.id(), receipt, target.at());
                });
    }

    /**
     * Does a write once under the caller's {@code Idempotency-Key}. What is looked up, decided on
     * and answered is read once.
     */
    public <A> ResponseEntity<A> run(
            Caller caller, Kept<A> kept, Function<String, ResponseEntity<A>> work) {
        return ReadOnceLog.once(() -> idempotency.run(caller, kept, work));
    }

    /** The connection that a path names, with what a command to it comes with. */
    public Target target(Caller caller, String path, String commitId) {
        return target(caller, lookup.find(caller, path), commitId);
    }

    /** A connection that was found, with what a command to it comes with. */
    public Target target(Caller caller, Found found, String commitId) {
        var context = commands.context(caller, found.connection().user(), commitId);
        return new Target(
                found, Commands.expecting(context, caller, found.connection().id().value()));
    }

    /** The answer 200 with the connection as it is now. */
    public ResponseEntity<ConnectionAnswer> answered(
            WorkspaceId workspace, ConnectionId connection, Receipt receipt, Instant at) {
        var now = lookup.at(workspace, connection);
        return Answers.written(
                answer(workspace, now.state(), at), receipt.position(), now.version());
    }

    /** The connection as it is now. */
    public ConnectionAnswer answer(WorkspaceId workspace, ConnectionId connection, Instant at) {
        return answer(workspace, lookup.at(workspace, connection).state(), at);
    }

    private ConnectionAnswer answer(WorkspaceId workspace, Connection connection, Instant at) {
        var live = connection.requireLive();
        return ConnectionAnswer.of(live, granted(workspace, live), at);
    }

    private @Nullable Granted granted(WorkspaceId workspace, Connection.Live live) {
        var authorization = live.authorization();
        return authorization != null
                        && lookup.authorization(workspace, authorization).state()
                                instanceof Granted granted
                ? granted
                : null;
    }

    /** Where a command goes and what it comes with. */
    public record Target(Found found, CommandContext context) {

        public ConnectionId id() {
            return found.connection().id();
        }

        public Instant at() {
            return context.at();
        }
    }
}
