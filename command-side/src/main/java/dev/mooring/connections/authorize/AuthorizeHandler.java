package dev.mooring.connections.authorize;

import dev.mooring.authorizations.Authorization;
import dev.mooring.connections.Attempt;
import dev.mooring.connections.Connection;
import dev.mooring.connections.Connection.Live;
import dev.mooring.deciding.Decisions;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.GrantAuthorization;
import dev.mooring.language.authorization.AuthorizationCommand.UnmapConnection;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.CompleteAuthorization;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.Reauthorize;
import dev.mooring.language.connection.ConnectionCommand.ReceiveCallback;
import dev.mooring.language.connection.ConnectionCommand.StartAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.Grant;
import dev.mooring.language.connection.Start;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Runs the commands of an attempt. When it completes, the connection moves, the new authorization
 * comes into being and the old one is left, all in one commit: there is no moment without one.
 */
public final class AuthorizeHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;
    private final Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations;

    public AuthorizeHandler(
            Decisions<Connection, ConnectionCommand, ConnectionEvent> connections,
            Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations) {
        this.connections = connections;
        this.authorizations = authorizations;
    }

    @CommandHandler
    void handle(StartAuthorization command) {
        start(command, command.start());
    }

    @CommandHandler
    void handle(Reauthorize command) {
        start(command, command.start());
    }

    @CommandHandler
    void handle(ReceiveCallback command) {
        decide(command);
    }

    @CommandHandler
    void handle(CompleteAuthorization command) {
        var before = live(command);
        var attempt = before.pending();
        var events = decide(command);
        if (attempt != null) {
            grant(before, granted(attempt), command.grant(), events, command.at());
        }
    }

    @CommandHandler
    void handle(FailAuthorization command) {
        decide(command);
    }

    @CommandHandler
    void handle(ExpireAuthorization command) {
        decide(command);
    }

    private void start(ConnectionCommand command, Start start) {
        var before = live(command);
        var events = decide(command);
        var grant = start.grant();
        if (grant != null) {
            grant(before, granted(start), grant, events, command.at());
        }
    }

    private void grant(
            Live connection,
            Granted granted,
            Grant grant,
            List<ConnectionEvent> events,
            Instant at) {
        authorizations.decide(
                granted.authorization().value(),
                new GrantAuthorization(
                        granted.authorization(),
                        connection.user(),
                        connection.service(),
                        granted.serviceVersion(),
                        connection.registration(),
                        granted.fingerprint(),
                        granted.accountName(),
                        grant,
                        connection.id(),
                        at));
        for (var event : events) {
            if (event instanceof ConnectionReauthorized reauthorized
                    && reauthorized.replaced() != null) {
                var replaced = new AuthorizationId(reauthorized.replaced());
                authorizations.decide(
                        replaced.value(), new UnmapConnection(replaced, connection.id(), at));
            }
        }
    }

    private Live live(ConnectionCommand command) {
        return connections.state(command.connection().value()).requireLive();
    }

    private List<ConnectionEvent> decide(ConnectionCommand command) {
        return connections.decide(command.connection().value(), command);
    }

    private static Granted granted(Attempt attempt) {
        return new Granted(
                attempt.authorization(),
                attempt.serviceVersion(),
                attempt.fingerprint(),
                new DisplayName(attempt.accountName()));
    }

    private static Granted granted(Start start) {
        return new Granted(
                start.authorization(),
                start.serviceVersion(),
                start.fingerprint(),
                start.accountName());
    }

    /** What an authorization takes over from the attempt that it comes from. */
    private record Granted(
            AuthorizationId authorization,
            int serviceVersion,
            Fingerprint fingerprint,
            DisplayName accountName) {}
}
