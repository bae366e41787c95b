package dev.mooring.eventlog.sample;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happens to things. */
public sealed interface ThingEvent extends DomainEvent {

    EventTypes TYPES = EventTypes.of(ThingEvent.class);

    String thing();

    @Override
    default String aggregateId() {
        return thing();
    }

    @EventType("thing.made")
    @Revision("1")
    record ThingMade(
            String thing,
            @Subject String user,
            @Personal String name,
            @Personal Map<String, String> parameters)
            implements ThingEvent {}

    @EventType("thing.renamed")
    @Revision("1")
    record ThingRenamed(String thing, @Subject String user, @Personal @Nullable String name)
            implements ThingEvent {}

    @EventType("thing.used")
    @Revision("1")
    record ThingUsed(String thing, int times, @Nullable Instant until, List<String> tags)
            implements ThingEvent {

        public static ThingUsed once(String thing) {
            return new ThingUsed(thing, 1, null, List.of());
        }
    }
}
