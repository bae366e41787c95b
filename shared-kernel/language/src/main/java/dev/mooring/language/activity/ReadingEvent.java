package dev.mooring.language.activity;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened in one reading of personal text by an auditor. */
public sealed interface ReadingEvent extends DomainEvent {

    /** The reading's id. */
    String reading();

    @Override
    default String aggregateId() {
        return reading();
    }

    /**
     * Events are shown with their personal text in plain; recorded before they are.
     *
     * @param connection the connection that was asked for; null for any
     * @param user the user who was asked for, by his {@code usr_} id; null for any
     * @param first position of the first event shown
     * @param last position of the last event shown
     * @param events how many of those between are shown
     */
    @EventType("reading.made")
    @Revision("1")
    record ReadingMade(
            String reading,
            @Nullable String connection,
            @Nullable String user,
            long first,
            long last,
            int events)
            implements ReadingEvent {}
}
