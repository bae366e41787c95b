package dev.mooring.eventlog.tck.log;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import org.axonframework.serialization.Revision;

/** The one thing that happens in the suite's domain. */
public sealed interface CounterEvent extends DomainEvent {

    EventTypes TYPES = EventTypes.of(CounterEvent.class);

    /** A counter went up. */
    @EventType("counter.counted")
    @Revision("1")
    record Counted(String counter, @Subject String user, @Personal String note)
            implements CounterEvent {

        @Override
        public String aggregateId() {
            return counter;
        }
    }
}
