package dev.mooring.query.connectiondetails;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.query.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of authorizing.
 *
 * @param received whether the service's answer came within the window: then it no longer expires
 * @param outcome how it ended; null while it runs
 * @param reason why it failed; null otherwise
 */
public record AttemptState(
        String attempt,
        String connection,
        String user,
        Instant expiresAt,
        boolean received,
        @Nullable String outcome,
        @Nullable String reason) {

    static final String PENDING = "pending";
    static final String COMPLETED = "completed";
    static final String FAILED = "failed";
    static final String EXPIRED = "expired";

    public static final Kind<AttemptState> KIND =
            new Kind<>("attempt", AttemptState.class, AttemptState::concern, AttemptState::fold);

    /** Its status at an instant: past its window it is expired, whether or not the log says so. */
    String statusAt(Instant now) {
        if (outcome != null) {
            return outcome;
        }
        return received || now.isBefore(expiresAt) ? PENDING : EXPIRED;
    }

    /** Whole seconds until the window closes, begun ones included; 0 once it no longer counts. */
    long secondsLeftAt(Instant now) {
        return statusAt(now).equals(PENDING) ? secondsUntil(expiresAt, now) : 0;
    }

    static long secondsUntil(Instant end, Instant now) {
        return Math.max(0, Duration.between(now, end).plusMillis(999).toSeconds());
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case AuthorizationStarted it -> it.attempt();
            case ReauthorizationStarted it -> it.attempt();
            case CallbackReceived it -> it.attempt();
            case ConnectionAuthorized it -> it.attempt();
            case ConnectionReauthorized it -> it.attempt();
            case AuthorizationFailed it -> it.attempt();
            case AuthorizationExpired it -> it.attempt();
            case CallbackCameLate it -> it.attempt();
            default -> null;
        };
    }

    public static @Nullable AttemptState fold(
            @Nullable AttemptState state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof ConnectionEvent event)) {
            return state;
        }
        if (event instanceof AuthorizationStarted it) {
            return begin(it.attempt(), it.connection(), it.user(), it.expiresAt());
        }
        if (event instanceof ReauthorizationStarted it) {
            return begin(it.attempt(), it.connection(), it.user(), it.expiresAt());
        }
        if (state == null) {
            return null;
        }
        return switch (event) {
            case CallbackReceived _ -> state.with(true, null, null);
            case ConnectionAuthorized _ -> state.with(state.received, COMPLETED, null);
            case ConnectionReauthorized _ -> state.with(state.received, COMPLETED, null);
            case AuthorizationFailed it -> state.with(state.received, FAILED, it.reason());
            case AuthorizationExpired _ -> state.with(state.received, EXPIRED, null);
            case CallbackCameLate _ ->
                    state.outcome == null ? state.with(state.received, EXPIRED, null) : state;
            default -> state;
        };
    }

    private static AttemptState begin(
            String attempt, String connection, String user, Instant expiresAt) {
        return new AttemptState(attempt, connection, user, expiresAt, false, null, null);
    }

    private AttemptState with(boolean answered, @Nullable String how, @Nullable String why) {
        return new AttemptState(attempt, connection, user, expiresAt, answered, how, why);
    }
}
