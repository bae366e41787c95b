package dev.mooring.query.connection;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvent;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has become by its own events; what its authorization has become is a {@link
 * GrantState}.
 *
 * @param name personal, as are the account name and the parameters within
 * @param mapping which authorization it has, if any
 * @param pending the attempt under way, whether or not its window has closed by now
 * @param unsuccessful how the last attempt ended, if that was without a grant
 * @param applications with access, in the order of their ids
 * @param version the sequence of its last event: the aggregate's version
 */
public record ConnectionState(
        String connection,
        String user,
        String linkName,
        String service,
        String name,
        Configured configured,
        Mapping mapping,
        @Nullable Pending pending,
        @Nullable String unsuccessful,
        boolean disabled,
        boolean deleted,
        List<String> applications,
        Stamp created,
        Stamp changed,
        long version) {

    /** The reason of an attempt whose window closed without an answer. */
    public static final String EXPIRED = "expired";

    /** What is asked for, and by which version of the service. */
    public record Configured(
            int serviceVersion, List<String> scopes, Map<String, String> parameters) {}

    /**
     * Which authorization it has.
     *
     * @param disconnected whether the last authorization was revoked
     */
    public record Mapping(@Nullable String authorization, boolean disconnected) {}

    /**
     * An attempt under way.
     *
     * @param received whether the service's answer came in time: then it no longer expires
     */
    public record Pending(String attempt, String accountName, Instant expiresAt, boolean received) {

        boolean isOver(Instant at) {
            return !received && !at.isBefore(expiresAt);
        }
    }

    /** The connection that an event happened to, if it did to one. */
    public static @Nullable String concern(DomainEvent event) {
        return event instanceof ConnectionEvent connection ? connection.connection() : null;
    }

    public static @Nullable ConnectionState fold(
            @Nullable ConnectionState state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof ConnectionEvent event)) {
            return state;
        }
        if (state == null) {
            return event instanceof ConnectionCreated created ? begin(created, recorded) : null;
        }
        var after = state.after(event);
        var changed = event instanceof CallbackCameLate ? state.changed : Stamp.of(recorded);
        return after.with(after.pending, after.unsuccessful, changed, recorded.sequence());
    }

    /** The attempt that can still succeed, if there is one. */
    public @Nullable Pending pendingAt(Instant at) {
        return pending == null || pending.isOver(at) ? null : pending;
    }

    private static ConnectionState begin(ConnectionCreated event, RecordedEvent recorded) {
        var stamp = Stamp.of(recorded);
        return new ConnectionState(
                event.connection(),
                event.user(),
                event.linkName(),
                event.service(),
                event.name(),
                new Configured(event.serviceVersion(), event.scopes(), event.parameters()),
                new Mapping(null, false),
                null,
                null,
                false,
                false,
                List.of(),
                stamp,
                stamp,
                recorded.sequence());
    }

    private ConnectionState after(ConnectionEvent event) {
        return switch (event) {
            case ConnectionCreated _ -> this;
            case AuthorizationStarted it ->
                    attempting(
                            new Pending(it.attempt(), it.accountName(), it.expiresAt(), false),
                            it.serviceVersion(),
                            it.scopes());
            case ReauthorizationStarted it ->
                    attempting(
                            new Pending(it.attempt(), it.accountName(), it.expiresAt(), false),
                            it.serviceVersion(),
                            it.scopes());
            case CallbackReceived it ->
                    pending != null && pending.attempt().equals(it.attempt())
                            ? with(
                                    new Pending(
                                            pending.attempt(),
                                            pending.accountName(),
                                            pending.expiresAt(),
                                            true),
                                    unsuccessful,
                                    changed,
                                    version)
                            : this;
            case CallbackCameLate _ -> this;
            case ConnectionAuthorized it -> ended(it.attempt(), null).mapped(it.authorization());
            case ConnectionReauthorized it -> ended(it.attempt(), null).mapped(it.authorization());
            case AuthorizationFailed it -> ended(it.attempt(), it.reason());
            case AuthorizationExpired it -> ended(it.attempt(), EXPIRED);
            case AuthorizationReused it -> mapped(it.authorization());
            case AuthorizationSwitched it -> mapped(it.authorization());
            case ConnectionRenamed it -> named(it.name());
            case ScopesChanged it -> asking(it.serviceVersion(), it.scopes());
            case ConnectionDisabled _ -> standing(true, deleted);
            case ConnectionEnabled _ -> standing(false, deleted);
            case ApplicationAllowed it ->
                    reachedBy(
                            Stream.concat(applications.stream(), Stream.of(it.application()))
                                    .distinct()
                                    .sorted()
                                    .toList());
            case ApplicationDisallowed it ->
                    reachedBy(
                            applications.stream()
                                    .filter(application -> !application.equals(it.application()))
                                    .toList());
            case ConnectionDisconnected _ -> mapped(new Mapping(null, true));
            case ConnectionDeleted _ ->
                    with(null, null, changed, version)
                            .mapped(new Mapping(null, false))
                            .reachedBy(List.of())
                            .standing(disabled, true);
        };
    }

    private ConnectionState attempting(Pending attempt, int serviceVersion, List<String> scopes) {
        return with(attempt, null, changed, version).asking(serviceVersion, scopes);
    }

    private ConnectionState ended(String attempt, @Nullable String reason) {
        return pending != null && pending.attempt().equals(attempt)
                ? with(null, reason, changed, version)
                : this;
    }

    private ConnectionState mapped(String authorization) {
        return with(pending, null, changed, version).mapped(new Mapping(authorization, false));
    }

    private ConnectionState mapped(Mapping to) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                name,
                configured,
                to,
                pending,
                unsuccessful,
                disabled,
                deleted,
                applications,
                created,
                changed,
                version);
    }

    private ConnectionState named(String to) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                to,
                configured,
                mapping,
                pending,
                unsuccessful,
                disabled,
                deleted,
                applications,
                created,
                changed,
                version);
    }

    private ConnectionState asking(int serviceVersion, List<String> scopes) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                name,
                new Configured(serviceVersion, scopes, configured.parameters()),
                mapping,
                pending,
                unsuccessful,
                disabled,
                deleted,
                applications,
                created,
                changed,
                version);
    }

    private ConnectionState standing(boolean disabledNow, boolean deletedNow) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                name,
                configured,
                mapping,
                pending,
                unsuccessful,
                disabledNow,
                deletedNow,
                applications,
                created,
                changed,
                version);
    }

    private ConnectionState reachedBy(List<String> allowed) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                name,
                configured,
                mapping,
                pending,
                unsuccessful,
                disabled,
                deleted,
                allowed,
                created,
                changed,
                version);
    }

    private ConnectionState with(
            @Nullable Pending attempt, @Nullable String reason, Stamp last, long sequence) {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                name,
                configured,
                mapping,
                attempt,
                reason,
                disabled,
                deleted,
                applications,
                created,
                last,
                sequence);
    }

    @Override
    public String toString() {
        return "ConnectionState[" + connection + "]";
    }
}
