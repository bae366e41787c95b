package dev.mooring.connections;

import dev.mooring.connections.Connection.EndedAttempt;
import dev.mooring.connections.Connection.Live;
import dev.mooring.language.AttemptId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.CompleteAuthorization;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.Reauthorize;
import dev.mooring.language.connection.ConnectionCommand.ReceiveCallback;
import dev.mooring.language.connection.ConnectionCommand.StartAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.language.connection.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of an attempt: started, answered within its window or expired, completed or failed.
 * What the connection is mapped to changes only when an attempt completes. Pure.
 */
final class AttemptDecider {

    private AttemptDecider() {}

    static List<ConnectionEvent> start(Live live, StartAuthorization command) {
        ConnectionDecider.requireEnabled(live);
        if (live.authorization() != null) {
            throw Refusal.of(ErrorCode.CONNECTION_ALREADY_AUTHORIZED);
        }
        var id = live.id().value();
        var start = command.start();
        var started =
                new AuthorizationStarted(
                        id,
                        live.user().value(),
                        start.attempt().value(),
                        start.authorization().value(),
                        start.accountName().value(),
                        start.serviceVersion(),
                        start.scopes(),
                        start.fingerprint().value(),
                        command.at().plus(start.window()));
        var events = insteadOfPending(live, command.at(), FailureReason.SUPERSEDED, started);
        return start.grant() == null ? events : and(events, authorized(live, start));
    }

    static List<ConnectionEvent> reauthorize(Live live, Reauthorize command) {
        ConnectionDecider.requireEnabled(live);
        var replaces = ConnectionDecider.requireMapped(live);
        var id = live.id().value();
        var start = command.start();
        var started =
                new ReauthorizationStarted(
                        id,
                        live.user().value(),
                        start.attempt().value(),
                        start.authorization().value(),
                        replaces.value(),
                        start.accountName().value(),
                        start.serviceVersion(),
                        start.scopes(),
                        start.fingerprint().value(),
                        command.at().plus(start.window()));
        var events = insteadOfPending(live, command.at(), FailureReason.SUPERSEDED, started);
        return start.grant() == null
                ? events
                : and(
                        events,
                        new ConnectionReauthorized(
                                id,
                                start.attempt().value(),
                                start.authorization().value(),
                                replaces.value()));
    }

    static List<ConnectionEvent> receive(Live live, ReceiveCallback command) {
        var attempt = live.pending();
        if (attempt == null || !attempt.id().equals(command.attempt())) {
            return receiveAfterEnd(live, command.attempt());
        }
        if (attempt.received()) {
            throw Refusal.of(ErrorCode.ATTEMPT_IN_EXCHANGE);
        }
        return attempt.hasExpired(command.at())
                ? List.of(expired(live, attempt), late(live, attempt.id()))
                : List.of(
                        new CallbackReceived(
                                live.id().value(), attempt.id().value(), command.confirmBy()));
    }

    static List<ConnectionEvent> complete(Live live, CompleteAuthorization command) {
        var attempt = requirePending(live, command.attempt());
        if (!attempt.received()) {
            throw Refusal.of(ErrorCode.ATTEMPT_NOT_RECEIVED);
        }
        var connection = live.id().value();
        var granted = attempt.authorization().value();
        if (!attempt.reauthorizes()) {
            return List.of(new ConnectionAuthorized(connection, attempt.id().value(), granted));
        }
        var replaced = live.authorization();
        return List.of(
                new ConnectionReauthorized(
                        connection,
                        attempt.id().value(),
                        granted,
                        replaced == null ? null : replaced.value()));
    }

    static List<ConnectionEvent> fail(Live live, FailAuthorization command) {
        var attempt = requirePending(live, command.attempt());
        return List.of(
                attempt.hasExpired(command.at())
                        ? expired(live, attempt)
                        : failed(live, attempt, command.reason(), command.serviceError()));
    }

    static List<ConnectionEvent> expire(Live live, ExpireAuthorization command) {
        var attempt = requirePending(live, command.attempt());
        if (attempt.received()) {
            throw Refusal.of(ErrorCode.ATTEMPT_IN_EXCHANGE);
        }
        if (!attempt.hasExpired(command.at())) {
            throw Refusal.of(ErrorCode.ATTEMPT_PENDING);
        }
        return List.of(expired(live, attempt));
    }

    /**
     * An event that leaves no room for an attempt still waiting for its answer, which ends before
     * it. One whose answer has come is left to finish.
     *
     * @throws Refusal {@code attempt.in_exchange}
     */
    static List<ConnectionEvent> insteadOfPending(
            Live live, Instant at, FailureReason reason, ConnectionEvent event) {
        var attempt = live.pending();
        if (attempt != null && attempt.received()) {
            throw Refusal.of(ErrorCode.ATTEMPT_IN_EXCHANGE);
        }
        return endingPending(live, at, reason, event);
    }

    /**
     * An event that ends whatever attempt there is. What an exchange under way still brings is
     * refused, and its credential swept from the vault and revoked at the service.
     */
    static List<ConnectionEvent> endingPending(
            Live live, Instant at, FailureReason reason, ConnectionEvent event) {
        var attempt = live.pending();
        if (attempt == null) {
            return List.of(event);
        }
        return List.of(
                attempt.hasExpired(at)
                        ? expired(live, attempt)
                        : failed(live, attempt, reason, null),
                event);
    }

    private static AuthorizationFailed failed(
            Live live, Attempt attempt, FailureReason reason, @Nullable String serviceError) {
        return new AuthorizationFailed(
                live.id().value(), attempt.id().value(), reason.code(), serviceError);
    }

    private static List<ConnectionEvent> receiveAfterEnd(Live live, AttemptId attempt) {
        var ended = requireEnded(live, attempt);
        return switch (ended.outcome()) {
            case EXPIRED -> List.of(late(live, attempt));
            case EXPIRED_AND_ANSWERED -> throw Refusal.of(ErrorCode.ATTEMPT_EXPIRED);
            case COMPLETED, FAILED -> throw Refusal.of(ErrorCode.ATTEMPT_ENDED);
        };
    }

    private static Attempt requirePending(Live live, AttemptId attempt) {
        var pending = live.pending();
        if (pending != null && pending.id().equals(attempt)) {
            return pending;
        }
        throw switch (requireEnded(live, attempt).outcome()) {
            case EXPIRED, EXPIRED_AND_ANSWERED -> Refusal.of(ErrorCode.ATTEMPT_EXPIRED);
            case COMPLETED, FAILED -> Refusal.of(ErrorCode.ATTEMPT_ENDED);
        };
    }

    private static EndedAttempt requireEnded(Live live, AttemptId attempt) {
        var ended = live.ended();
        if (ended == null || !ended.id().equals(attempt)) {
            throw Refusal.of(ErrorCode.ATTEMPT_UNKNOWN);
        }
        return ended;
    }

    private static ConnectionAuthorized authorized(Live live, Start start) {
        return new ConnectionAuthorized(
                live.id().value(), start.attempt().value(), start.authorization().value());
    }

    private static AuthorizationExpired expired(Live live, Attempt attempt) {
        return new AuthorizationExpired(live.id().value(), attempt.id().value());
    }

    private static CallbackCameLate late(Live live, AttemptId attempt) {
        return new CallbackCameLate(live.id().value(), attempt.value());
    }

    private static List<ConnectionEvent> and(List<ConnectionEvent> events, ConnectionEvent last) {
        var all = new ArrayList<>(events);
        all.add(last);
        return List.copyOf(all);
    }
}
