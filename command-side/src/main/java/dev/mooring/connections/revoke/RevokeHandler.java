package dev.mooring.connections.revoke;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection;
import dev.mooring.deciding.Decisions;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.DisconnectConnection;
import dev.mooring.language.connection.ConnectionEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Revokes an authorization and disconnects all that share it, in one commit. */
public final class RevokeHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;
    private final Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations;

    public RevokeHandler(
            Decisions<Connection, ConnectionCommand, ConnectionEvent> connections,
            Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations) {
        this.connections = connections;
        this.authorizations = authorizations;
    }

    @CommandHandler
    void handle(RevokeAuthorization command) {
        var before = authorizations.state(command.authorization().value());
        authorizations.decide(command.authorization().value(), command);
        if (before instanceof Granted granted) {
            for (var connection : granted.connections()) {
                connections.decide(
                        connection.value(),
                        new DisconnectConnection(connection, granted.id(), command.at()));
            }
        }
    }
}
