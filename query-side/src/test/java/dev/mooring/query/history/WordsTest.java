package dev.mooring.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.Personal;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.query.Happened;
import dev.mooring.query.RandomHistory;
import dev.mooring.query.Story;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in words, and what it changed. */
class WordsTest {

    private static final String SOMETHING_PERSONAL = "Something personal";

    static Stream<Class<? extends DomainEvent>> everyType() {
        return DomainEvents.TYPES.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void everyEventIsTold(Class<? extends DomainEvent> type) throws Exception {
        var told = new Chronicle().next(recorded(sample(type)));

        for (var clearance : Clearance.values()) {
            assertThat(told.summary(clearance)).as(type.getName()).hasSizeGreaterThan(10);
            told.changes(clearance).forEach(it -> assertThat(it.field()).isNotEmpty());
        }
    }

    /** Security 31. */
    @ParameterizedTest
    @MethodSource("everyType")
    void security31NothingPersonalIsToldToWhoeverMayNotReadIt(Class<? extends DomainEvent> type)
            throws Exception {
        var event = sample(type);
        var told = new Chronicle().next(recorded(event));

        assertThat(told.summary(Clearance.MASKED)).doesNotContain(SOMETHING_PERSONAL);
        assertThat(values(told, Clearance.MASKED)).doesNotContain(SOMETHING_PERSONAL);
        assertThat(told.toString()).doesNotContain(SOMETHING_PERSONAL);
    }

    @Test
    void whatIsPersonalIsSaidToHaveChangedWithoutSayingToWhat() {
        var story =
                new Story()
                        .then(Happened.created("con_drive", "Before"))
                        .then(
                                new dev.mooring.language.connection.ConnectionEvent
                                        .ConnectionRenamed("con_drive", "usr_ann", "After"));
        var chronicle = new Chronicle();
        story.events().subList(0, 1).forEach(chronicle::next);
        var told = chronicle.next(story.last());

        assertThat(told.changes(Clearance.OWN))
                .containsExactly(new Change("name", "Before", "After"));
        assertThat(told.summary(Clearance.OWN))
                .isEqualTo("The connection was renamed from “Before” to “After”.");
        assertThat(told.changes(Clearance.MASKED))
                .containsExactly(new Change("name", Clearance.MASK, Clearance.MASK));
    }

    /** The differences of a history, one after the other, lead to where it is. */
    @Test
    void differencesAddUp() {
        for (long seed = 0; seed < 50; seed++) {
            var chronicles = new HashMap<String, Chronicle>();
            var added = new HashMap<String, Map<String, Object>>();
            for (var event : new RandomHistory(seed, 200).story.events()) {
                var told =
                        chronicles
                                .computeIfAbsent(event.aggregateId(), _ -> new Chronicle())
                                .next(event);
                var fields = added.computeIfAbsent(event.aggregateId(), _ -> new HashMap<>());
                for (var change : told.changes(Clearance.OWN)) {
                    if (!change.field().startsWith("attempt.")) {
                        assertThat(fields.get(change.field())).isEqualTo(change.from());
                    }
                    fields.put(change.field(), change.to());
                }
                assertThat(told.after().since(Facts.NONE, Clearance.OWN))
                        .allSatisfy(
                                fact -> assertThat(fields).containsEntry(fact.field(), fact.to()));
            }
        }
    }

    private static String values(Told told, Clearance clearance) {
        return told.changes(clearance).stream()
                .map(it -> it.from() + " " + it.to())
                .toList()
                .toString();
    }

    private static RecordedEvent recorded(DomainEvent event) {
        var name = DomainEvents.TYPES.nameOf(event.getClass());
        return new RecordedEvent(
                new Place(1, 0, 1),
                Story.WORKSPACE,
                CommandId.random(),
                "evt_1",
                name.type(),
                name.revision(),
                name.aggregateType(),
                event.aggregateId(),
                0,
                Story.START,
                new Origin(null, "key_backend", null, "req_1", null, null),
                event);
    }

    /** An event with every field filled, and the same in each that is personal. */
    private static DomainEvent sample(Class<? extends DomainEvent> type) throws Exception {
        var components = type.getRecordComponents();
        var constructor =
                type.getDeclaredConstructor(
                        Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(components).map(WordsTest::value).toArray());
    }

    private static Object value(RecordComponent component) {
        var personal = component.isAnnotationPresent(Personal.class);
        return switch (component.getType().getSimpleName()) {
            case "String" -> personal ? SOMETHING_PERSONAL : "some_" + component.getName();
            case "int" -> 1;
            case "long" -> 1L;
            case "boolean" -> true;
            case "Instant" -> Instant.EPOCH;
            case "List" -> List.of("one", "two");
            case "Map" -> Map.of("region", personal ? SOMETHING_PERSONAL : "eu");
            case "ServiceDefinition" -> definition();
            default -> throw new IllegalArgumentException(component.toString());
        };
    }

    private static ServiceDefinition definition() {
        return Happened.definition("Acme");
    }
}
