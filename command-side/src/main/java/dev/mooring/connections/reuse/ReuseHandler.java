package dev.mooring.connections.reuse;

import dev.mooring.authorizations.Authorization;
import dev.mooring.connections.Connection;
import dev.mooring.connections.Connection.Live;
import dev.mooring.deciding.Decisions;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.MapConnection;
import dev.mooring.language.authorization.AuthorizationCommand.UnmapConnection;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

/**
 * Maps connections to authorizations that exist. The authorization itself decides, in the same
 * commit, so that a revocation that runs at the same time meets it and one of the two loses.
 */
public final class ReuseHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;
    private final Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations;

    public ReuseHandler(
            Decisions<Connection, ConnectionCommand, ConnectionEvent> connections,
            Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations) {
        this.connections = connections;
        this.authorizations = authorizations;
    }

    @CommandHandler
    void handle(ReuseAuthorization command) {
        var connection = live(command);
        connections.decide(connection.id().value(), command);
        map(connection, command.authorization(), command.accountName(), command.at());
    }

    @CommandHandler
    void handle(SwitchAuthorization command) {
        var connection = live(command);
        var events = connections.decide(connection.id().value(), command);
        var replaced = connection.authorization();
        if (!events.isEmpty() && replaced != null) {
            map(connection, command.authorization(), command.accountName(), command.at());
            authorizations.decide(
                    replaced.value(), new UnmapConnection(replaced, connection.id(), command.at()));
        }
    }

    private Live live(ConnectionCommand command) {
        return connections.state(command.connection().value()).requireLive();
    }

    private void map(
            Live connection,
            AuthorizationId authorization,
            @Nullable DisplayName accountName,
            Instant at) {
        authorizations.decide(
                authorization.value(),
                new MapConnection(
                        authorization,
                        connection.id(),
                        connection.user(),
                        connection.registration(),
                        connection.fingerprint(),
                        accountName,
                        at));
    }
}
