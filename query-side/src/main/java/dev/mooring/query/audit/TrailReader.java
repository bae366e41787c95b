package dev.mooring.query.audit;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.position.AtLeast;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.history.EventFilter;
import dev.mooring.query.history.Order;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the audit trail finds, once the trail has got that far. Thread-safe. */
public final class TrailReader {

    private final AuditTrail trail;
    private final EventLog log;
    private final Positions positions;
    private final Duration wait;

    TrailReader(AuditTrail trail, EventLog log, Positions positions, ApiProperties properties) {
        this.trail = trail;
        this.log = log;
        this.positions = positions;
        this.wait = properties.readModelWait();
    }

    /**
     * The events of a user's connections and authorizations up to a position, in order.
     *
     * @throws Refusal {@code read_model.behind} where the trail has not got that far
     */
    public List<RecordedEvent> events(WorkspaceId workspace, UserId user, long upTo) {
        catchUp(upTo);
        return read(trail.ofUser(workspace, user, upTo));
    }

    /**
     * The next events of a workspace, in order.
     *
     * @param user whose things they changed; null for anyone's
     * @param limit how many at most
     * @throws Refusal {@code read_model.behind} where the trail has not got that far
     */
    public List<RecordedEvent> between(
            WorkspaceId workspace, @Nullable UserId user, long after, long upTo, int limit) {
        catchUp(upTo);
        var filter = new EventFilter(after, upTo, null, null, user == null ? null : user.value());
        return read(trail.page(workspace, filter, Order.OLDEST, null, limit).places());
    }

    private void catchUp(long position) {
        try {
            new AtLeast(position).await(positions, AuditTrail.NAME, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogUnavailableException.unreadable(e);
        }
    }

    private List<RecordedEvent> read(List<Place> places) {
        return log.read(places).stream().map(HashedEvent::event).toList();
    }
}
