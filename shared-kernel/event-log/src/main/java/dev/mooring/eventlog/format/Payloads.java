package dev.mooring.eventlog.format;

import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.PersonalText;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.Upcaster.Stored;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import dev.mooring.language.WorkspaceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Event records as stored payloads and back: logical names from a closed list, {@link Personal}
 * components as ciphertext under the key of the record's {@link Subject}. Thread-safe.
 */
public final class Payloads {

    private final EventTypes types;
    private final PersonalText personal;
    private final Upcaster upcaster;
    private final Map<Class<?>, Shape> shapes = new HashMap<>();

    /** Which components of a record are personal, and which names the person. */
    private record Shape(Set<String> personal, @Nullable String subject) {}

    /**
     * @throws IllegalArgumentException for a record with personal text and no subject, or personal
     *     text that is neither a string nor a map of strings
     */
    public Payloads(EventTypes types, PersonalText personal, Upcaster upcaster) {
        this.types = types;
        this.personal = personal;
        this.upcaster = upcaster;
        types.all().forEach(type -> shapes.put(type, shapeOf(type)));
    }

    /**
     * Writes an event.
     *
     * @throws IllegalArgumentException for an event that is not in the closed list
     */
    public Stored write(WorkspaceId workspace, DomainEvent event) {
        var name = types.nameOf(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(event.getClass() + " is not an event of this log");
        }
        ObjectNode payload = Json.MAPPER.valueToTree(event);
        var shape = shapeOf(name.type(), event.getClass());
        onPersonal(shape, payload, (person, text) -> protect(workspace, person, text));
        return new Stored(name.type(), name.revision(), payload);
    }

    /**
     * Reads an event of any revision that was ever stored.
     *
     * @throws IllegalArgumentException for a type or revision that this version does not know
     */
    public DomainEvent read(WorkspaceId workspace, Stored stored) {
        var newest = upcaster.upcast(stored);
        var type = types.classOf(newest.type());
        if (type == null
                || !requireNonNull(types.nameOf(type)).revision().equals(newest.revision())) {
            throw new IllegalArgumentException(
                    "%s of revision %s is not known to this version"
                            .formatted(newest.type(), newest.revision()));
        }
        var payload = newest.payload().deepCopy();
        var shape = shapeOf(newest.type(), type);
        onPersonal(shape, payload, (person, text) -> reveal(workspace, person, text));
        return Json.MAPPER.treeToValue(payload, type);
    }

    /** Encrypts one text; what was erased stays so and needs no key. */
    String protect(WorkspaceId workspace, String person, String text) {
        return text.equals(Personal.ERASED) ? text : personal.protect(workspace, person, text);
    }

    /** Decrypts one text. */
    String reveal(WorkspaceId workspace, String person, String text) {
        return text.equals(Personal.ERASED) ? text : personal.reveal(workspace, person, text);
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
        return new Shape(Set.copyOf(personal), personal.isEmpty() ? null : subject.getFirst());
    }

    private static List<String> marked(
            Class<?> type, Class<? extends java.lang.annotation.Annotation> mark) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(mark))
                .map(java.lang.reflect.RecordComponent::getName)
                .toList();
    }
}
