package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a command.
 *
 * @param position that of its last event; of the head where it had none
 * @param versions the last sequence of each aggregate that it touched, in the order of their events
 * @param events in order; none where the command changed nothing
 * @param repeated whether an earlier sending wrote the events
 */
public record Receipt(
        CommandId command,
        long position,
        Map<String, Long> versions,
        List<RecordedEvent> events,
        boolean repeated) {

    public Receipt {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        events = List.copyOf(events);
    }

    /**
     * The first event of a type that the command cannot have been without.
     *
     * @throws java.util.NoSuchElementException where it was
     */
    public <E extends DomainEvent> E event(Class<E> type) {
        return events.stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The receipt of a commit, from its events. */
    public static Receipt of(CommandId command, List<RecordedEvent> events, boolean repeated) {
        var versions = new LinkedHashMap<String, Long>();
        events.forEach(event -> versions.put(event.aggregateId(), event.sequence()));
        return new Receipt(command, events.getLast().position(), versions, events, repeated);
    }
}
