package dev.mooring.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.directory.Directory;
import dev.mooring.query.reuseindex.ReuseIndex;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Security 20: a read model forgets a user when his key is destroyed, and is then what one would be
 * that was made of the log afterwards, where his text reads as erased from the beginning.
 */
class ErasureTest {

    private static final String ERASED = "usr_ann";
    private static final String OTHER = "usr_bob";

    static Stream<ReadModel> models() {
        return Stream.of(
                ConnectionList.MODEL, ConnectionDetails.MODEL, ReuseIndex.MODEL, Directory.MODEL);
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatForgetsAndWhatNeverKnewAreTheSame(ReadModel model) {
        for (long seed = 0; seed < 60; seed++) {
            var events = history(seed);
            var forgetting = new MemoryDocuments();
            var projector = new Projector(model, forgetting);
            batches(events, seed).forEach(projector::handle);
            var rebuilt = new MemoryDocuments();
            new Projector(model, rebuilt)
                    .handle(events.stream().map(ErasureTest::asReadAfterwards).toList());

            assertThat(contents(forgetting)).as("seed %d", seed).isEqualTo(contents(rebuilt));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatItForgetsIsWrittenAtThatPositionSoThatNoLateWriterBringsItBack(ReadModel model) {
        var events = history(1);
        var documents = new MemoryDocuments();
        new Projector(model, documents).handle(events);
        var destroyed = events.getLast().position();

        assertThat(documents.ofUser(Story.WORKSPACE, ERASED))
                .isNotEmpty()
                .allSatisfy(
                        id -> assertThat(documents.all().get(id).position()).isEqualTo(destroyed));
    }

    @ParameterizedTest
    @MethodSource("models")
    void othersKeepTheirs(ReadModel model) {
        for (long seed = 0; seed < 20; seed++) {
            var events = history(seed);
            var before = new MemoryDocuments();
            new Projector(model, before).handle(events.subList(0, events.size() - 1));
            var after = new MemoryDocuments();
            new Projector(model, after).handle(events);

            for (var id : before.ofUser(Story.WORKSPACE, OTHER)) {
                assertThat(after.all().get(id)).isEqualTo(before.all().get(id));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void itDoesNotMatterHowOftenItIsTold(ReadModel model) {
        var events = history(3);
        var documents = new MemoryDocuments();
        var projector = new Projector(model, documents);
        projector.handle(events);
        var once = Map.copyOf(documents.all());

        projector.handle(events.subList(events.size() / 2, events.size()));
        projector.handle(List.of(events.getLast()));

        assertThat(documents.all()).isEqualTo(once);
    }

    /** Users register, much happens, and the key of one of them is destroyed. */
    private static List<RecordedEvent> history(long seed) {
        var history = new RandomHistory(seed, 150);
        return history.story
                .then(
                        new UserRegistered(ERASED, "ann@corp.example"),
                        new UserRegistered(OTHER, "bob@corp.example"))
                .then(new UserKeyDestroyed(ERASED))
                .events();
    }

    private static List<List<RecordedEvent>> batches(List<RecordedEvent> events, long seed) {
        var random = new Random(seed);
        var batches = new java.util.ArrayList<List<RecordedEvent>>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(40));
            batches.add(events.subList(from, to));
            from = to;
        }
        return batches;
    }

    private static Map<String, Record> contents(MemoryDocuments documents) {
        return documents.all().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().document()));
    }

    /** As the log tells it once the key is gone. */
    private static RecordedEvent asReadAfterwards(RecordedEvent recorded) {
        return new RecordedEvent(
                recorded.place(),
                recorded.workspace(),
                recorded.command(),
                recorded.id(),
                recorded.type(),
                recorded.revision(),
                recorded.aggregateType(),
                recorded.aggregateId(),
                recorded.sequence(),
                recorded.at(),
                recorded.origin(),
                erased(recorded.event()));
    }

    private static DomainEvent erased(DomainEvent event) {
        var components = event.getClass().getRecordComponents();
        var isHis =
                Arrays.stream(components)
                        .filter(it -> it.isAnnotationPresent(Subject.class))
                        .anyMatch(it -> ERASED.equals(value(it, event)));
        if (!isHis) {
            return event;
        }
        var types = Arrays.stream(components).map(RecordComponent::getType);
        var values = Arrays.stream(components).map(it -> erased(it, event));
        try {
            var made = event.getClass().getDeclaredConstructor(types.toArray(Class[]::new));
            return (DomainEvent) made.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object erased(RecordComponent component, DomainEvent event) {
        var value = value(component, event);
        if (value == null || !component.isAnnotationPresent(Personal.class)) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            var texts = new HashMap<Object, Object>(map);
            texts.replaceAll((_, _) -> Personal.ERASED);
            return texts;
        }
        return Personal.ERASED;
    }

    private static Object value(RecordComponent component, DomainEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
