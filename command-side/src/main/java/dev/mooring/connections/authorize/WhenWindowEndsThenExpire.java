package dev.mooring.connections.authorize;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.due.Due;
import dev.mooring.eventlog.due.DueChange;
import dev.mooring.eventlog.due.DuePolicy;
import dev.mooring.language.AttemptId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * When an attempt's window ends without an answer, it expires; when an answer came and no outcome
 * followed, the exchange was interrupted, and since a code is never sent twice, the attempt fails.
 */
public final class WhenWindowEndsThenExpire implements DuePolicy {

    /**
     * How long an exchange may take: longer than every time limit of the calls that it is made of.
     */
    static final Duration EXCHANGE = Duration.ofSeconds(15);

    private static final String CONNECTION = "connection";
    private static final String RECEIVED = "received";

    @Override
    public String name() {
        return "when-window-ends-then-expire";
    }

    @Override
    public List<DueChange> fold(RecordedEvent recorded) {
        return recorded.event() instanceof ConnectionEvent event
                ? fold(event, recorded.at())
                : List.of();
    }

    @Override
    public Object command(Due due, Instant now) {
        var connection = new ConnectionId(due.details().getOrDefault(CONNECTION, ""));
        var attempt = new AttemptId(due.key());
        return due.details().containsKey(RECEIVED)
                ? new FailAuthorization(
                        connection, attempt, FailureReason.EXCHANGE_INTERRUPTED, null, now)
                : new ExpireAuthorization(connection, attempt, now);
    }

    private static List<DueChange> fold(ConnectionEvent event, Instant at) {
        var connection = Map.of(CONNECTION, event.connection());
        return switch (event) {
            case AuthorizationStarted started ->
                    List.of(new DueChange.Set(started.attempt(), started.expiresAt(), connection));
            case ReauthorizationStarted started ->
                    List.of(new DueChange.Set(started.attempt(), started.expiresAt(), connection));
            case CallbackReceived received ->
                    List.of(
                            new DueChange.Set(
                                    received.attempt(),
                                    exchangeBegins(received, at).plus(EXCHANGE),
                                    Map.of(CONNECTION, event.connection(), RECEIVED, "true")));
            case ConnectionAuthorized authorized -> cleared(authorized.attempt());
            case ConnectionReauthorized reauthorized -> cleared(reauthorized.attempt());
            case AuthorizationFailed failed -> cleared(failed.attempt());
            case AuthorizationExpired expired -> cleared(expired.attempt());
            case ConnectionEvent.ConnectionCreated other -> List.of();
            case ConnectionEvent.CallbackCameLate other -> List.of();
            case ConnectionEvent.AuthorizationReused other -> List.of();
            case ConnectionEvent.AuthorizationSwitched other -> List.of();
            case ConnectionEvent.ConnectionRenamed other -> List.of();
            case ConnectionEvent.ScopesChanged other -> List.of();
            case ConnectionEvent.ConnectionDisabled other -> List.of();
            case ConnectionEvent.ConnectionEnabled other -> List.of();
            case ConnectionEvent.ApplicationAllowed other -> List.of();
            case ConnectionEvent.ApplicationDisallowed other -> List.of();
            case ConnectionEvent.ConnectionDisconnected other -> List.of();
            case ConnectionEvent.ConnectionDeleted other -> List.of();
        };
    }

    private static Instant exchangeBegins(CallbackReceived received, Instant at) {
        var confirmBy = received.confirmBy();
        return confirmBy == null ? at : confirmBy;
    }

    private static List<DueChange> cleared(String attempt) {
        return List.of(new DueChange.Clear(attempt));
    }
}
