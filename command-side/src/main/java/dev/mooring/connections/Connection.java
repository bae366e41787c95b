package dev.mooring.connections;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.ApplicationDisallowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionEnabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ScopesChanged;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A connection as its events have made it. Immutable. */
public sealed interface Connection {

    /** The state after one more event. */
    static Connection evolve(Connection state, ConnectionEvent event) {
        return event instanceof ConnectionCreated created
                ? Live.by(created)
                : evolve(live(state), event);
    }

    /** Whether it is, or was, this user's. */
    default boolean belongsTo(UserId user) {
        return switch (this) {
            case None none -> false;
            case Deleted deleted -> deleted.user().equals(user);
            case Live live -> live.user().equals(user);
        };
    }

    /**
     * This connection, if it exists.
     *
     * @throws Refusal {@code connection.unknown} or {@code connection.deleted}
     */
    default Live requireLive() {
        return switch (this) {
            case None none -> throw Refusal.of(ErrorCode.CONNECTION_UNKNOWN);
            case Deleted deleted -> throw Refusal.of(ErrorCode.CONNECTION_DELETED);
            case Live live -> live;
        };
    }

    private static Connection evolve(Live live, ConnectionEvent event) {
        return switch (event) {
            case ConnectionCreated created -> throw new IllegalStateException("created twice");
            case AuthorizationStarted started -> live.awaiting(attempt(started));
            case ReauthorizationStarted started -> live.awaiting(attempt(started));
            case CallbackReceived received -> live.answered();
            case CallbackCameLate late ->
                    live.ended(new AttemptId(late.attempt()), Outcome.EXPIRED_AND_ANSWERED);
            case ConnectionAuthorized authorized ->
                    live.completed(new AttemptId(authorized.attempt()), authorized.authorization());
            case ConnectionReauthorized reauthorized ->
                    live.completed(
                            new AttemptId(reauthorized.attempt()), reauthorized.authorization());
            case AuthorizationFailed failed ->
                    live.ended(new AttemptId(failed.attempt()), Outcome.FAILED);
            case AuthorizationExpired expired ->
                    live.ended(new AttemptId(expired.attempt()), Outcome.EXPIRED);
            case AuthorizationReused reused ->
                    live.mapped(new AuthorizationId(reused.authorization()));
            case AuthorizationSwitched switched ->
                    live.mapped(new AuthorizationId(switched.authorization()));
            case ConnectionRenamed renamed -> live.renamed(renamed.name());
            case ScopesChanged changed ->
                    live.asking(
                            changed.serviceVersion(),
                            changed.scopes(),
                            new Fingerprint(changed.fingerprint()));
            case ConnectionDisabled disabled -> live.disabled(true);
            case ConnectionEnabled enabled -> live.disabled(false);
            case ApplicationAllowed allowed ->
                    live.allowing(new ApplicationId(allowed.application()));
            case ApplicationDisallowed disallowed ->
                    live.disallowing(new ApplicationId(disallowed.application()));
            case ConnectionDisconnected disconnected -> live.disconnectedNow();
            case ConnectionDeleted deleted -> new Deleted(live.user());
        };
    }

    private static Live live(Connection state) {
        if (state instanceof Live live) {
            return live;
        }
        throw new IllegalStateException(
                "the event belongs to a connection that was created and not deleted");
    }

    private static Attempt attempt(AuthorizationStarted started) {
        return new Attempt(
                new AttemptId(started.attempt()),
                new AuthorizationId(started.authorization()),
                false,
                started.accountName(),
                started.serviceVersion(),
                started.scopes(),
                new Fingerprint(started.fingerprint()),
                started.expiresAt(),
                false);
    }

    private static Attempt attempt(ReauthorizationStarted started) {
        return new Attempt(
                new AttemptId(started.attempt()),
                new AuthorizationId(started.authorization()),
                true,
                started.accountName(),
                started.serviceVersion(),
                started.scopes(),
                new Fingerprint(started.fingerprint()),
                started.expiresAt(),
                false);
    }

    /** It was never created. */
    record None() implements Connection {}

    /** It was deleted; its history stays. */
    record Deleted(UserId user) implements Connection {}

    /** How an attempt ended. */
    enum Outcome {
        COMPLETED,
        FAILED,
        EXPIRED,
        EXPIRED_AND_ANSWERED
    }

    /** The last attempt that ended, so that what comes after it gets a true answer. */
    record EndedAttempt(AttemptId id, Outcome outcome) {}

    /**
     * It exists.
     *
     * @param authorization what it is mapped to, if anything
     * @param disconnected whether what it was mapped to was revoked, and nothing took its place yet
     * @param pending the attempt that it waits for, if any
     */
    record Live(
            ConnectionId id,
            UserId user,
            String name,
            LinkName linkName,
            ServiceId service,
            int serviceVersion,
            RegistrationId registration,
            List<String> scopes,
            Map<String, String> parameters,
            Fingerprint fingerprint,
            @Nullable AuthorizationId authorization,
            boolean disconnected,
            @Nullable Attempt pending,
            @Nullable EndedAttempt ended,
            boolean disabled,
            SortedSet<ApplicationId> applications)
            implements Connection {

        private static final Comparator<ApplicationId> BY_TEXT =
                Comparator.comparing(ApplicationId::value);

        private static Live by(ConnectionCreated event) {
            return new Live(
                    new ConnectionId(event.connection()),
                    new UserId(event.user()),
                    event.name(),
                    new LinkName(event.linkName()),
                    new ServiceId(event.service()),
                    event.serviceVersion(),
                    new RegistrationId(event.registration()),
                    event.scopes(),
                    event.parameters(),
                    new Fingerprint(event.fingerprint()),
                    null,
                    false,
                    null,
                    null,
                    false,
                    Collections.unmodifiableSortedSet(new TreeSet<>(BY_TEXT)));
        }

        private Live awaiting(Attempt attempt) {
            return with(authorization, disconnected, attempt, ended);
        }

        private Live answered() {
            return with(
                    authorization,
                    disconnected,
                    pending == null ? null : pending.answered(),
                    ended);
        }

        private Live ended(AttemptId attempt, Outcome outcome) {
            var stillPending = pending != null && !pending.id().equals(attempt) ? pending : null;
            return with(
                    authorization, disconnected, stillPending, new EndedAttempt(attempt, outcome));
        }

        /** The connection is from now on configured as it was authorized. */
        private Live completed(AttemptId attempt, String granted) {
            if (pending == null || !pending.id().equals(attempt)) {
                throw new IllegalStateException(
                        "the attempt that completed is not the one awaited");
            }
            return asking(pending.serviceVersion(), pending.scopes(), pending.fingerprint())
                    .with(
                            new AuthorizationId(granted),
                            false,
                            null,
                            new EndedAttempt(attempt, Outcome.COMPLETED));
        }

        private Live mapped(AuthorizationId to) {
            return with(to, false, pending, ended);
        }

        private Live disconnectedNow() {
            return with(null, true, pending, ended);
        }

        private Live with(
                @Nullable AuthorizationId mapped,
                boolean isDisconnected,
                @Nullable Attempt awaited,
                @Nullable EndedAttempt last) {
            return new Live(
                    id,
                    user,
                    name,
                    linkName,
                    service,
                    serviceVersion,
                    registration,
                    scopes,
                    parameters,
                    fingerprint,
                    mapped,
                    isDisconnected,
                    awaited,
                    last,
                    disabled,
                    applications);
        }

        private Live renamed(String newName) {
            return changed(newName, serviceVersion, scopes, fingerprint, disabled, applications);
        }

        private Live asking(int version, List<String> newScopes, Fingerprint newFingerprint) {
            return changed(name, version, newScopes, newFingerprint, disabled, applications);
        }

        private Live disabled(boolean isDisabled) {
            return changed(name, serviceVersion, scopes, fingerprint, isDisabled, applications);
        }

        private Live allowing(ApplicationId application) {
            var more = new TreeSet<>(BY_TEXT);
            more.addAll(applications);
            more.add(application);
            return changed(name, serviceVersion, scopes, fingerprint, disabled, more);
        }

        private Live disallowing(ApplicationId application) {
            var fewer = new TreeSet<>(BY_TEXT);
            fewer.addAll(applications);
            fewer.remove(application);
            return changed(name, serviceVersion, scopes, fingerprint, disabled, fewer);
        }

        private Live changed(
                String newName,
                int version,
                List<String> newScopes,
                Fingerprint newFingerprint,
                boolean isDisabled,
                SortedSet<ApplicationId> allowed) {
            return new Live(
                    id,
                    user,
                    newName,
                    linkName,
                    service,
                    version,
                    registration,
                    newScopes,
                    parameters,
                    newFingerprint,
                    authorization,
                    disconnected,
                    pending,
                    ended,
                    isDisabled,
                    Collections.unmodifiableSortedSet(allowed));
        }
    }
}
