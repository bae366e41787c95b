package dev.mooring.query.connection;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Personal;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            int serviceVersion, List<String> scopes, Map<String, String> parameters) {

        private Configured erased() {
            var values = new HashMap<>(parameters);
            values.replaceAll((_, _) -> Personal.ERASED);
            return new Configured(serviceVersion, scopes, values);
        }

        @Override
        public String toString() {
            return "Configured[" + scopes + "]";
        }
    }

    /**
     * Which authorization it has.
     *
     * @param disconnected whether the last one was revoked
     */
    public record Mapping(@Nullable String authorization, boolean disconnected) {}

    /**
     * An attempt under way, with what the connection is configured as once it completes.
     *
     * @param received whether the service's answer came in time: then it no longer expires
     */
    public record Pending(
            String attempt,
            String accountName,
            int serviceVersion,
            List<String> scopes,
            Instant expiresAt,
            boolean received) {

        boolean isOver(Instant at) {
            return !received && !at.isBefore(expiresAt);
        }

        Pending answered() {
            return new Pending(attempt, accountName, serviceVersion, scopes, expiresAt, true);
        }

        private Pending erased() {
            return new Pending(
                    attempt, Personal.ERASED, serviceVersion, scopes, expiresAt, received);
        }

        @Override
        public String toString() {
            return "Pending[" + attempt + "]";
        }
    }

    /** The connection that an event happened to, if it did to one. */
    public static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ConnectionEvent connection
                ? connection.connection()
                : null;
    }

    /** The state after one more event; null before the connection's creation. */
    public static @Nullable ConnectionState fold(
            @Nullable ConnectionState state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof ConnectionEvent event)) {
            return state;
        }
        if (state == null) {
            return event instanceof ConnectionCreated created ? begin(created, recorded) : null;
        }
        // It changes nothing but the history.
        var changed = event instanceof CallbackCameLate ? state.changed : Stamp.of(recorded);
        return new ConnectionFold(state).apply(event).after(changed, recorded.sequence());
    }

    /** The attempt that can still succeed, if there is one. */
    public @Nullable Pending pendingAt(Instant at) {
        return pending == null || pending.isOver(at) ? null : pending;
    }

    /** What it is without its user's text. */
    public ConnectionState erased() {
        return new ConnectionState(
                connection,
                user,
                linkName,
                service,
                Personal.ERASED,
                configured.erased(),
                mapping,
                pending == null ? null : pending.erased(),
                unsuccessful,
                disabled,
                deleted,
                applications,
                created,
                changed,
                version);
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

    @Override
    public String toString() {
        return "ConnectionState[" + connection + "]";
    }
}
