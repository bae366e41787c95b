package dev.mooring.faults;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What happens in a fault run. */
public sealed interface ProbeEvent extends DomainEvent {

    EventTypes TYPES = EventTypes.of(ProbeEvent.class);

    String probe();

    @Override
    default String aggregateId() {
        return probe();
    }

    /** Nothing in particular. */
    @EventType("probe.counted")
    @Revision("1")
    record Counted(String probe) implements ProbeEvent {}

    /** It is to ring at a time. */
    @EventType("probe.armed")
    @Revision("1")
    record Armed(String probe, Instant due) implements ProbeEvent {}

    /** It rang. */
    @EventType("probe.rang")
    @Revision("1")
    record Rang(String probe) implements ProbeEvent {}
}
