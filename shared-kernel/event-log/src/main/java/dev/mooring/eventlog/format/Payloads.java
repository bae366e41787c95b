package dev.mooring.eventlog.format;

import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.UnknownEventException;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.Upcaster.Stored;
import dev.mooring.keys.Binding;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Event records as stored payloads and back: logical names from a closed list, {@link Personal}
 * components as ciphertext under the key of the record's {@link Subject}. Thread-safe.
 */
public final class Payloads {

    private final EventTypes types;
    private final PersonalKeys personal;
    private final Upcaster upcaster;
    private final Map<Class<?>, Shape> shapes = new HashMap<>();

    /** Which components of a record are personal, which names the person, and how it is made. */
    private record Shape(Set<String> personal, @Nullable String subject, ObjectReader reader) {}

    /**
     * @throws IllegalArgumentException for a record with personal text and no subject, or personal
     *     text that is neither a string nor a map of strings
     */
    public Payloads(EventTypes types, PersonalKeys personal, Upcaster upcaster) {
        this.types = types;
        this.personal = personal;
        this.upcaster = upcaster;
        types.all().forEach(type -> shapes.put(type, shapeOf(type)));
    }

    /**
     * Writes an event.
     *
     * @param id the event's; its personal text opens nowhere else
     * @throws dev.mooring.keys.KeyDestroyedException for personal text of a person who was erased
     * @throws IllegalArgumentException for an event that is not in the closed list
     */
    public Stored write(String workspace, String id, DomainEvent event) {
        var name = nameOf(event);
        ObjectNode payload = Json.MAPPER.valueToTree(event);
        var shape = shapeOf(name.type(), event.getClass());
        onPersonal(shape, payload, (person, text) -> protect(workspace, person, text, id));
        return new Stored(name.type(), name.revision(), payload);
    }

    /**
     * The name under which an event is stored.
     *
     * @throws IllegalArgumentException for an event that is not in the closed list
     */
    EventTypes.Name nameOf(DomainEvent event) {
        var name = types.nameOf(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(event.getClass() + " is not an event of this log");
        }
        return name;
    }

    /**
     * Reads an event of any revision that was ever stored.
     *
     * @param stored whose payload is changed
     * @throws UnknownEventException for a type or revision that this version does not know
     */
    public DomainEvent read(String workspace, String id, Stored stored) {
        var newest = upcaster.upcast(stored);
        var type = types.classOf(newest.type());
        if (type == null
                || !requireNonNull(types.nameOf(type)).revision().equals(newest.revision())) {
            throw new UnknownEventException(newest.type(), newest.revision());
        }
        var payload = newest.payload();
        var shape = shapeOf(newest.type(), type);
        onPersonal(shape, payload, (person, text) -> reveal(workspace, person, text, id));
        return shape.reader().readValue(payload);
    }

    /** Encrypts one text for one place; what was erased stays so and needs no key. */
    String protect(String workspace, String person, String text, String place) {
        return text.equals(Personal.ERASED)
                ? text
                : personal.encrypt(workspace, person, text, Binding.of("event", place));
    }

    /** Decrypts one text; {@link Personal#ERASED} once the person's key is destroyed. */
    String reveal(String workspace, String person, String text, String place) {
        return text.equals(Personal.ERASED)
                ? text
                : personal.decrypt(workspace, person, text, Binding.of("event", place))
                        .orElse(Personal.ERASED);
    }

    private interface Change {
        String apply(String person, String text);
    }

    private static void onPersonal(Shape shape, ObjectNode payload, Change change) {
        if (shape.subject() == null) {
            return;
        }
        var person = payload.required(shape.subject()).stringValue();
        UnaryOperator<JsonNode> changed =
                node -> StringNode.valueOf(change.apply(person, node.stringValue()));
        for (var component : shape.personal()) {
            switch (payload.get(component)) {
                case null -> {}
                case ObjectNode map ->
                        List.copyOf(map.propertyNames())
                                .forEach(key -> map.set(key, changed.apply(map.required(key))));
                case JsonNode text -> payload.set(component, changed.apply(text));
            }
        }
    }

    private Shape shapeOf(String name, Class<?> type) {
        return requireNonNull(shapes.get(type), () -> name + " has no shape");
    }

    private static Shape shapeOf(Class<?> type) {
        var personal = marked(type, Personal.class);
        var subject = marked(type, Subject.class);
        if (subject.size() > 1 || (subject.isEmpty() && !personal.isEmpty())) {
            throw new IllegalArgumentException(type + " needs one @Subject for its @Personal text");
        }
        for (var component : type.getRecordComponents()) {
            var kind = component.getGenericType().getTypeName();
            if (component.isAnnotationPresent(Personal.class)
                    && !kind.equals("java.lang.String")
                    && !kind.equals("java.util.Map<java.lang.String, java.lang.String>")) {
                throw new IllegalArgumentException(component + " of " + type + " is no text");
            }
        }
        return new Shape(
                Set.copyOf(personal),
                personal.isEmpty() ? null : subject.getFirst(),
                Json.MAPPER.readerFor(type));
    }

    private static List<String> marked(
            Class<?> type, Class<? extends java.lang.annotation.Annotation> mark) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(mark))
                .map(java.lang.reflect.RecordComponent::getName)
                .toList();
    }
}
