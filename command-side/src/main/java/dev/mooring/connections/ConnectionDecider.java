package dev.mooring.connections;

import dev.mooring.connections.Connection.Deleted;
import dev.mooring.connections.Connection.Live;
import dev.mooring.connections.Connection.None;
import dev.mooring.deciding.Decider;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.ChangeScopes;
import dev.mooring.language.connection.ConnectionCommand.CompleteAuthorization;
import dev.mooring.language.connection.ConnectionCommand.CreateConnection;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.DisallowApplication;
import dev.mooring.language.connection.ConnectionCommand.DisconnectConnection;
import dev.mooring.language.connection.ConnectionCommand.EnableConnection;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.Reauthorize;
import dev.mooring.language.connection.ConnectionCommand.ReceiveCallback;
import dev.mooring.language.connection.ConnectionCommand.RenameConnection;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.StartAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.ApplicationDisallowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionEnabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.connection.ConnectionEvent.ScopesChanged;
import dev.mooring.language.connection.FailureReason;
import java.util.List;

/**
 * What a command leads to in each state of a connection. Pure: time and ids come in with the
 * command. The whole table stands in {@code MATRIX.md} beside the module.
 */
public final class ConnectionDecider
        implements Decider<Connection, ConnectionCommand, ConnectionEvent> {

    @Override
    public Connection initial() {
        return new None();
    }

    @Override
    public Connection evolve(Connection state, ConnectionEvent event) {
        return Connection.evolve(state, event);
    }

    @Override
    public List<ConnectionEvent> decide(Connection state, ConnectionCommand command) {
        return switch (state) {
            case None none -> {
                if (command instanceof CreateConnection create) {
                    yield create(create);
                }
                throw Refusal.of(ErrorCode.CONNECTION_UNKNOWN);
            }
            case Deleted deleted -> {
                if (command instanceof DisconnectConnection) {
                    yield List.of();
                }
                throw Refusal.of(ErrorCode.CONNECTION_DELETED);
            }
            case Live live -> decideOnLive(live, command);
        };
    }

    private static List<ConnectionEvent> decideOnLive(Live live, ConnectionCommand command) {
        return switch (command) {
            case CreateConnection create -> throw Refusal.of(ErrorCode.CONNECTION_EXISTS);
            case StartAuthorization start -> AttemptDecider.start(live, start);
            case Reauthorize reauthorize -> AttemptDecider.reauthorize(live, reauthorize);
            case ReceiveCallback receive -> AttemptDecider.receive(live, receive);
            case CompleteAuthorization complete -> AttemptDecider.complete(live, complete);
            case FailAuthorization fail -> AttemptDecider.fail(live, fail);
            case ExpireAuthorization expire -> AttemptDecider.expire(live, expire);
            case ReuseAuthorization reuse -> reuse(live, reuse);
            case SwitchAuthorization change -> switchTo(live, change);
            case RenameConnection rename -> rename(live, rename);
            case ChangeScopes change -> changeScopes(live, change);
            case DisableConnection disable -> disable(live, disable);
            case EnableConnection enable ->
                    live.disabled() ? List.of(new ConnectionEnabled(live.id().value())) : List.of();
            case AllowApplication allow -> allow(live, allow.application());
            case DisallowApplication disallow -> disallow(live, disallow.application());
            case DisconnectConnection disconnect -> disconnect(live, disconnect.authorization());
            case DeleteConnection delete -> delete(live, delete);
        };
    }

    private static List<ConnectionEvent> create(CreateConnection command) {
        return List.of(
                new ConnectionCreated(
                        command.connection().value(),
                        command.user().value(),
                        command.name().value(),
                        command.linkName().value(),
                        command.service().value(),
                        command.serviceVersion(),
                        command.registration().value(),
                        command.scopes(),
                        command.parameters(),
                        command.fingerprint().value()));
    }

    private static List<ConnectionEvent> reuse(Live live, ReuseAuthorization command) {
        requireEnabled(live);
        if (live.authorization() != null) {
            throw Refusal.of(ErrorCode.CONNECTION_ALREADY_AUTHORIZED);
        }
        return AttemptDecider.insteadOfPending(
                live,
                command.at(),
                FailureReason.SUPERSEDED,
                new AuthorizationReused(live.id().value(), command.authorization().value()));
    }

    private static List<ConnectionEvent> switchTo(Live live, SwitchAuthorization command) {
        requireEnabled(live);
        var replaced = requireMapped(live);
        if (replaced.equals(command.authorization())) {
            return List.of();
        }
        return AttemptDecider.insteadOfPending(
                live,
                command.at(),
                FailureReason.SUPERSEDED,
                new AuthorizationSwitched(
                        live.id().value(), command.authorization().value(), replaced.value()));
    }

    private static List<ConnectionEvent> rename(Live live, RenameConnection command) {
        var name = command.name().value();
        return name.equals(live.name())
                ? List.of()
                : List.of(new ConnectionRenamed(live.id().value(), live.user().value(), name));
    }

    private static List<ConnectionEvent> changeScopes(Live live, ChangeScopes command) {
        requireEnabled(live);
        if (command.fingerprint().equals(live.fingerprint())
                && command.scopes().equals(live.scopes())) {
            return List.of();
        }
        return AttemptDecider.insteadOfPending(
                live,
                command.at(),
                FailureReason.CONNECTION_CHANGED,
                new ScopesChanged(
                        live.id().value(),
                        command.serviceVersion(),
                        command.scopes(),
                        command.fingerprint().value()));
    }

    private static List<ConnectionEvent> disable(Live live, DisableConnection command) {
        if (live.disabled()) {
            return List.of();
        }
        return AttemptDecider.endingPending(
                live,
                command.at(),
                FailureReason.CONNECTION_CHANGED,
                new ConnectionDisabled(live.id().value()));
    }

    private static List<ConnectionEvent> allow(Live live, ApplicationId application) {
        return live.applications().contains(application)
                ? List.of()
                : List.of(new ApplicationAllowed(live.id().value(), application.value()));
    }

    private static List<ConnectionEvent> disallow(Live live, ApplicationId application) {
        return live.applications().contains(application)
                ? List.of(new ApplicationDisallowed(live.id().value(), application.value()))
                : List.of();
    }

    private static List<ConnectionEvent> disconnect(Live live, AuthorizationId authorization) {
        return authorization.equals(live.authorization())
                ? List.of(new ConnectionDisconnected(live.id().value(), authorization.value()))
                : List.of();
    }

    private static List<ConnectionEvent> delete(Live live, DeleteConnection command) {
        var inUse = !live.applications().isEmpty();
        if (inUse && !command.force()) {
            throw Refusal.of(ErrorCode.CONNECTION_IN_USE)
                    .with(
                            "applications",
                            live.applications().stream().map(ApplicationId::value).toList());
        }
        return AttemptDecider.endingPending(
                live,
                command.at(),
                FailureReason.CONNECTION_CHANGED,
                new ConnectionDeleted(live.id().value(), inUse));
    }

    static void requireEnabled(Live live) {
        if (live.disabled()) {
            throw Refusal.of(ErrorCode.CONNECTION_DISABLED);
        }
    }

    static AuthorizationId requireMapped(Live live) {
        var authorization = live.authorization();
        if (authorization == null) {
            throw Refusal.of(ErrorCode.CONNECTION_NOT_AUTHORIZED);
        }
        return authorization;
    }
}
