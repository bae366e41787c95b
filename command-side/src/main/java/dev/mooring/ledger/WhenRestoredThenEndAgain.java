package dev.mooring.ledger;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection;
import dev.mooring.connections.Connection.Live;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.archive.RestoredLedger;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Command;
import dev.mooring.language.CommandId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.workspaces.User;
import dev.mooring.workspaces.User.Registered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a restore brought back what had ended, it ends again, by the ordinary commands, before the
 * first request is taken. Each is named after the event that ended it first, so that of several
 * nodes that start at once one does it.
 */
final class WhenRestoredThenEndAgain {

    /** Who acts, as history shows it. */
    static final String ACTOR = "restore";

    private static final Logger LOG = LoggerFactory.getLogger(WhenRestoredThenEndAgain.class);

    private final RestoredLedger ledger;
    private final StateAtHead<Connection, ConnectionEvent> connections;
    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;
    private final StateAtHead<User, UserEvent> users;
    private final CommandSender sender;
    private final InstantSource clock;

    WhenRestoredThenEndAgain(
            RestoredLedger ledger,
            StateAtHead<Connection, ConnectionEvent> connections,
            StateAtHead<Authorization, AuthorizationEvent> authorizations,
            StateAtHead<User, UserEvent> users,
            CommandSender sender,
            InstantSource clock) {
        this.ledger = ledger;
        this.connections = connections;
        this.authorizations = authorizations;
        this.users = users;
        this.sender = sender;
        this.clock = clock;
    }

    /** A command, and whose thing it changes. */
    private record Again(Command command, UserId owner) {}

    /** Connections first: with the last of them an authorization is retired by itself. */
    void run() {
        var left = ledger.left();
        if (left.isEmpty()) {
            return;
        }
        left.sort(Comparator.comparing(line -> !line.kind().equals("connection.deleted")));
        for (var line : left) {
            end(line);
            ledger.done(line);
        }
        LOG.warn("{} that the restore had brought back have ended again", left.size());
    }

    private void end(LedgerLine line) {
        var at = clock.instant();
        var again = again(line, at);
        if (again.isEmpty()) {
            return;
        }
        var origin = new Origin(again.get().owner().value(), ACTOR, null, line.event(), null, null);
        var context =
                CommandContext.of(new WorkspaceId(line.workspace()), origin, at)
                        .named(CommandId.of(ACTOR, line.workspace(), line.event()));
        try {
            sender.send(again.get().command(), context);
        } catch (Refusal e) {
            if (again(line, at).isPresent()) {
                throw e;
            }
            // Another node was first.
        }
    }

    /** What has to be sent; empty where it has ended, or was never there. */
    private Optional<Again> again(LedgerLine line, Instant at) {
        var workspace = new WorkspaceId(line.workspace());
        return switch (line.kind()) {
            case "connection.deleted" -> connection(workspace, new ConnectionId(line.id()), at);
            case "authorization.revoked", "authorization.retired" ->
                    authorization(workspace, new AuthorizationId(line.id()), at);
            case "user.erasure_started" -> user(workspace, new UserId(line.id()), at);
            default ->
                    throw new IllegalStateException(
                            "The restore left %s to be ended again, which this version does not know. Start the version that restored it."
                                    .formatted(line.kind()));
        };
    }

    private Optional<Again> connection(WorkspaceId workspace, ConnectionId id, Instant at) {
        return connections.read(workspace, id.value()).state() instanceof Live live
                ? Optional.of(new Again(new DeleteConnection(id, true, at), live.user()))
                : Optional.empty();
    }

    private Optional<Again> user(WorkspaceId workspace, UserId id, Instant at) {
        return users.read(workspace, id.value()).state() instanceof Registered
                ? Optional.of(new Again(new EraseUser(id, at), id))
                : Optional.empty();
    }

    private Optional<Again> authorization(WorkspaceId workspace, AuthorizationId id, Instant at) {
        return authorizations.read(workspace, id.value()).state() instanceof Granted granted
                ? Optional.of(
                        new Again(
                                new RevokeAuthorization(id, Set.copyOf(granted.connections()), at),
                                granted.user()))
                : Optional.empty();
    }
}
