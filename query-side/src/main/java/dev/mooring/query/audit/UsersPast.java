package dev.mooring.query.audit;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.position.AtLeast;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.time.Duration;
import java.util.List;

/** What happened to one user's things up to a moment, found by the audit trail. Thread-safe. */
public final class UsersPast {

    private final AuditTrail trail;
    private final EventLog log;
    private final Positions positions;
    private final Duration wait;

    UsersPast(AuditTrail trail, EventLog log, Positions positions, ApiProperties properties) {
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
        try {
            new AtLeast(upTo).await(positions, AuditTrail.NAME, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogUnavailableException.unreadable(e);
        }
        return log.read(trail.ofUser(workspace, user, upTo)).stream()
                .map(HashedEvent::event)
                .toList();
    }
}
