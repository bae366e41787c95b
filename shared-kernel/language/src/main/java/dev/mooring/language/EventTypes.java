package dev.mooring.language;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A closed list of event records, by logical name. Immutable and thread-safe. */
public final class EventTypes {

    private final Map<String, Class<? extends DomainEvent>> classes = new LinkedHashMap<>();
    private final Map<Class<?>, Name> names = new LinkedHashMap<>();

    private EventTypes() {}

    /** An event's logical type and revision, such as {@code connection.created} and {@code 1}. */
    public record Name(String type, String revision) {

        /** The aggregate type, which is the prefix of the event's type. */
        public String aggregateType() {
            return type.substring(0, type.indexOf('.'));
        }
    }

    /**
     * Collects the records permitted by sealed event interfaces.
     *
     * @throws IllegalArgumentException for a record without {@link EventType} or {@code @Revision},
     *     or two records of one name
     */
    @SafeVarargs
    public static EventTypes of(Class<? extends DomainEvent>... sealedInterfaces) {
        var types = new EventTypes();
        for (var sealed : sealedInterfaces) {
            for (var record :
                    requireNonNull(sealed.getPermittedSubclasses(), sealed + " is not sealed")) {
                types.add(record.asSubclass(DomainEvent.class));
            }
        }
        return types;
    }

    /** The record stored under a logical type, or null where the type is unknown. */
    public @Nullable Class<? extends DomainEvent> classOf(String type) {
        return classes.get(type);
    }

    /** The stored name of an event record, or null where the class is none of the list. */
    public @Nullable Name nameOf(Class<?> event) {
        return names.get(event);
    }

    public Collection<Class<? extends DomainEvent>> all() {
        return List.copyOf(classes.values());
    }

    private void add(Class<? extends DomainEvent> event) {
        var type = event.getAnnotation(EventType.class);
        var revision = event.getAnnotation(Revision.class);
        if (!event.isRecord() || type == null || revision == null) {
            throw new IllegalArgumentException(
                    event + " needs to be a record with @EventType and @Revision");
        }
        if (classes.putIfAbsent(type.value(), event) != null) {
            throw new IllegalArgumentException("two events are called " + type.value());
        }
        names.put(event, new Name(type.value(), revision.value()));
    }
}
