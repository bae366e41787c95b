package dev.mooring.authorizations;

import dev.mooring.authorizations.Authorization.Ended;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.authorizations.Authorization.None;
import dev.mooring.authorizations.reuse.Reuse;
import dev.mooring.deciding.Decider;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.GrantAuthorization;
import dev.mooring.language.authorization.AuthorizationCommand.MapConnection;
import dev.mooring.language.authorization.AuthorizationCommand.NameAuthorizingAccount;
import dev.mooring.language.authorization.AuthorizationCommand.RecordReauthorizationNeeded;
import dev.mooring.language.authorization.AuthorizationCommand.RecordRecovery;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationCommand.UnmapConnection;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import java.util.ArrayList;
import java.util.List;

/** What a command leads to in each state of an authorization. Pure. */
public final class AuthorizationDecider
        implements Decider<Authorization, AuthorizationCommand, AuthorizationEvent> {

    @Override
    public Authorization initial() {
        return new None();
    }

    @Override
    public Authorization evolve(Authorization state, AuthorizationEvent event) {
        return Authorization.evolve(state, event);
    }

    @Override
    public List<AuthorizationEvent> decide(Authorization state, AuthorizationCommand command) {
        return switch (state) {
            case None none -> decideOnNone(command);
            case Ended ended -> decideOnEnded(ended, command);
            case Granted granted -> decideOnGranted(granted, command);
        };
    }

    private static List<AuthorizationEvent> decideOnNone(AuthorizationCommand command) {
        if (command instanceof GrantAuthorization grant) {
            return grant(grant);
        }
        throw Refusal.of(ErrorCode.AUTHORIZATION_UNKNOWN);
    }

    private static List<AuthorizationEvent> decideOnEnded(
            Ended ended, AuthorizationCommand command) {
        return switch (command) {
            case UnmapConnection unmap -> List.of();
            case RecordReauthorizationNeeded needed -> List.of();
            case RecordRecovery recovery -> List.of();
            case GrantAuthorization grant -> throw Refusal.of(ErrorCode.ATTEMPT_ENDED);
            case NameAuthorizingAccount name ->
                    throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
            case MapConnection map ->
                    throw Refusal.of(
                            map.user().equals(ended.user())
                                    ? ErrorCode.AUTHORIZATION_NOT_IN_EFFECT
                                    : ErrorCode.AUTHORIZATION_UNKNOWN);
            case RevokeAuthorization revoke ->
                    throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
        };
    }

    private static List<AuthorizationEvent> decideOnGranted(
            Granted granted, AuthorizationCommand command) {
        return switch (command) {
            case GrantAuthorization grant -> throw Refusal.of(ErrorCode.ATTEMPT_ENDED);
            case NameAuthorizingAccount name -> name(granted, name.accountName());
            case MapConnection map -> map(granted, map);
            case UnmapConnection unmap -> unmap(granted, unmap.connection());
            case RevokeAuthorization revoke -> revoke(granted, revoke);
            case RecordReauthorizationNeeded needed -> recordNeeded(granted, needed);
            case RecordRecovery recovery -> recordRecovery(granted, recovery);
        };
    }

    private static List<AuthorizationEvent> grant(GrantAuthorization command) {
        var id = command.authorization().value();
        var accountName = command.accountName();
        return List.of(
                new AuthorizationGranted(
                        id,
                        command.user().value(),
                        command.service().value(),
                        command.serviceVersion(),
                        command.registration().value(),
                        command.grant().clientVersion(),
                        command.fingerprint().value(),
                        accountName == null ? null : accountName.value(),
                        command.grant().scopes(),
                        command.grant().vaultVersion(),
                        command.grant().endsAt()),
                new AuthorizationMapped(id, command.connection().value()));
    }

    private static List<AuthorizationEvent> name(Granted granted, DisplayName accountName) {
        if (granted.accountName() == null) {
            return List.of(
                    new AccountNamed(
                            granted.id().value(), granted.user().value(), accountName.value()));
        }
        if (granted.accountName().equals(accountName.value())) {
            return List.of();
        }
        throw Refusal.of(ErrorCode.ACCOUNT_NAME_GIVEN);
    }

    private static List<AuthorizationEvent> map(Granted granted, MapConnection command) {
        Reuse.check(granted, command);
        if (granted.connections().contains(command.connection())) {
            return List.of();
        }
        var events = new ArrayList<AuthorizationEvent>();
        var accountName = command.accountName();
        if (accountName != null) {
            events.addAll(name(granted, accountName));
        }
        events.add(new AuthorizationMapped(granted.id().value(), command.connection().value()));
        return events;
    }

    private static List<AuthorizationEvent> unmap(Granted granted, ConnectionId connection) {
        if (!granted.connections().contains(connection)) {
            return List.of();
        }
        var id = granted.id().value();
        var unmapped = new AuthorizationUnmapped(id, connection.value());
        return granted.connections().size() > 1
                ? List.of(unmapped)
                : List.of(unmapped, new AuthorizationRetired(id));
    }

    private static List<AuthorizationEvent> revoke(Granted granted, RevokeAuthorization command) {
        if (!command.confirm().containsAll(granted.connections())) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_SHARED)
                    .with(
                            "connections",
                            granted.connections().stream().map(ConnectionId::value).toList());
        }
        return List.of(new AuthorizationRevoked(granted.id().value()));
    }

    private static List<AuthorizationEvent> recordNeeded(
            Granted granted, RecordReauthorizationNeeded command) {
        return granted.refused() || command.vaultVersion() < granted.vaultVersion()
                ? List.of()
                : List.of(
                        new ReauthorizationNeeded(
                                granted.id().value(), command.reason(), command.vaultVersion()));
    }

    private static List<AuthorizationEvent> recordRecovery(
            Granted granted, RecordRecovery command) {
        return granted.refused()
                ? List.of(new AuthorizationRecovered(granted.id().value(), command.vaultVersion()))
                : List.of();
    }
}
