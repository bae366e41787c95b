package dev.mooring.erasing;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection;
import dev.mooring.connections.Connection.Live;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Command;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionEvent;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Revokes a user's authorizations and deletes his connections, by the ordinary commands, so that
 * history and views say so and link names are free again.
 */
final class EndingConnections implements Work {

    private final Belongings belongings;
    private final StateAtHead<Connection, ConnectionEvent> connections;
    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;
    private final CommandSender sender;
    private final InstantSource clock;

    EndingConnections(
            Belongings belongings,
            StateAtHead<Connection, ConnectionEvent> connections,
            StateAtHead<Authorization, AuthorizationEvent> authorizations,
            CommandSender sender,
            InstantSource clock) {
        this.belongings = belongings;
        this.connections = connections;
        this.authorizations = authorizations;
        this.sender = sender;
        this.clock = clock;
    }

    /** What was under way when it began comes to its end: each is asked for as it is by then. */
    @Override
    public void on(Erasure erasure) {
        var things = belongings.of(erasure.workspace(), erasure.user());
        things.stream()
                .filter(AuthorizationId::isValid)
                .forEach(id -> revoke(erasure, new AuthorizationId(id)));
        things.stream()
                .filter(ConnectionId::isValid)
                .forEach(id -> delete(erasure, new ConnectionId(id)));
    }

    private void revoke(Erasure erasure, AuthorizationId id) {
        granted(erasure, id)
                .ifPresent(granted -> {
                    var command =
                            new RevokeAuthorization(
                                    id, Set.copyOf(granted.connections()), clock.instant());
                    send(erasure, "revoke", id.value(), command);
                    if (granted(erasure, id).isPresent()) {
                        throw new IllegalStateException(id + " was changed while it was revoked");
                    }
                });
    }

    private void delete(Erasure erasure, ConnectionId id) {
        if (!isLive(erasure, id)) {
            return;
        }
        send(erasure, "delete", id.value(), new DeleteConnection(id, true, clock.instant()));
        if (isLive(erasure, id)) {
            throw new IllegalStateException(id + " was changed while it was deleted");
        }
    }

    /** A refusal is judged by what became of it: another node may have been first. */
    private void send(Erasure erasure, String what, String subject, Command command) {
        var context =
                CommandContext.of(erasure.workspace(), erasure.origin(), command.at())
                        .named(erasure.command(what, subject));
        try {
            sender.send(command, context);
        } catch (Refusal e) {
            // Told by the caller, who looks again.
        }
    }

    private Optional<Granted> granted(Erasure erasure, AuthorizationId id) {
        return authorizations.read(erasure.workspace(), id.value()).state()
                        instanceof Granted granted
                ? Optional.of(granted)
                : Optional.empty();
    }

    private boolean isLive(Erasure erasure, ConnectionId id) {
        return connections.read(erasure.workspace(), id.value()).state() instanceof Live;
    }
}
