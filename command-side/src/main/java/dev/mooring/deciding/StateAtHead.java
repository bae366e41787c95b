package dev.mooring.deciding;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.WorkspaceId;

/**
 * Reads an aggregate's state from its events at the log's head, outside of any command.
 * Thread-safe.
 */
public final class StateAtHead<S, E extends DomainEvent> {

    private final EventLog log;
    private final Decider<S, ?, E> decider;
    private final Class<E> events;

    public StateAtHead(EventLog log, Decider<S, ?, E> decider, Class<E> events) {
        this.log = log;
        this.decider = decider;
        this.events = events;
    }

    /**
     * A state and the sequence of its last event.
     *
     * @param version -1 where there is no event
     */
    public record Versioned<S>(S state, long version) {}

    /** The state of an aggregate; that of another workspace is as if it had never been. */
    public Versioned<S> read(WorkspaceId workspace, String id) {
        var state = decider.initial();
        long version = -1;
        for (var recorded : log.readAggregate(id, 0)) {
            if (!recorded.workspace().equals(workspace)) {
                return new Versioned<>(decider.initial(), -1);
            }
            state = decider.evolve(state, events.cast(recorded.event()));
            version = recorded.sequence();
        }
        return new Versioned<>(state, version);
    }
}
