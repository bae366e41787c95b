package dev.mooring.query.connection;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Personal;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization has become.
 *
 * @param accountName personal; null while it is nameless
 * @param connections those that share it, in the order of their ids
 * @param refused the reason for which the service no longer honours it; null while it does
 * @param ended whether it was revoked, or left by its last connection
 * @param changedAt when something changed that a connection shows of it
 */
public record GrantState(
        String authorization,
        String user,
        String fingerprint,
        @Nullable String accountName,
        List<String> scopes,
        List<String> connections,
        @Nullable String refused,
        boolean ended,
        Stamp granted,
        @Nullable Instant endsAt,
        Instant changedAt) {

    public static final Kind<GrantState> KIND =
            new Kind<>("authorization", GrantState.class, GrantState::concern, GrantState::fold)
                    .personal(GrantState::user, GrantState::erased);

    /** Whether it can be used, and so reused: the domain's "in effect". */
    public boolean isInEffect() {
        return !ended && refused == null && !connections.isEmpty();
    }

    /** All of it that a connection shows, so that others' coming and going changes no copy. */
    public GrantState withoutConnections() {
        return sharedBy(List.of());
    }

    /** What it is without its user's text. */
    public GrantState erased() {
        return accountName == null ? this : named(Personal.ERASED, changedAt);
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof AuthorizationEvent authorization
                ? authorization.authorization()
                : null;
    }

    public static @Nullable GrantState fold(@Nullable GrantState state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof AuthorizationEvent event)) {
            return state;
        }
        if (state == null) {
            return event instanceof AuthorizationGranted granted ? begin(granted, recorded) : null;
        }
        return switch (event) {
            case AuthorizationGranted _ -> state;
            case AccountNamed it -> state.named(it.accountName(), recorded.at());
            case AuthorizationMapped it ->
                    state.sharedBy(
                            Stream.concat(state.connections.stream(), Stream.of(it.connection()))
                                    .distinct()
                                    .sorted()
                                    .toList());
            case AuthorizationUnmapped it ->
                    state.sharedBy(
                            state.connections.stream()
                                    .filter(connection -> !connection.equals(it.connection()))
                                    .toList());
            case AuthorizationRevoked _ -> state.standing(state.refused, true, recorded.at());
            case AuthorizationRetired _ -> state.standing(state.refused, true, recorded.at());
            case ReauthorizationNeeded it ->
                    state.standing(it.reason(), state.ended, recorded.at());
            case AuthorizationRecovered _ -> state.standing(null, state.ended, recorded.at());
        };
    }

    private static GrantState begin(AuthorizationGranted event, RecordedEvent recorded) {
        return new GrantState(
                event.authorization(),
                event.user(),
                event.fingerprint(),
                event.accountName(),
                event.grantedScopes(),
                List.of(),
                null,
                false,
                Stamp.of(recorded),
                event.endsAt(),
                recorded.at());
    }

    private GrantState named(String name, Instant at) {
        return new GrantState(
                authorization,
                user,
                fingerprint,
                name,
                scopes,
                connections,
                refused,
                ended,
                granted,
                endsAt,
                at);
    }

    private GrantState sharedBy(List<String> sharers) {
        return new GrantState(
                authorization,
                user,
                fingerprint,
                accountName,
                scopes,
                sharers,
                refused,
                ended,
                granted,
                endsAt,
                changedAt);
    }

    private GrantState standing(@Nullable String reason, boolean over, Instant at) {
        return new GrantState(
                authorization,
                user,
                fingerprint,
                accountName,
                scopes,
                connections,
                reason,
                over,
                granted,
                endsAt,
                at);
    }

    @Override
    public String toString() {
        return "GrantState[" + authorization + "]";
    }
}
