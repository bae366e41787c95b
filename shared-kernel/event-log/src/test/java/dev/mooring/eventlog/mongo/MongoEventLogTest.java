package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Samples.commit;
import static dev.mooring.eventlog.sample.Samples.made;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.CommandId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoEventLogTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog log = mongo.open();

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void anAppendedCommitIsReadAsItWas() {
        var commit =
                commit(
                        new NewEvent(0, made("t1")),
                        new NewEvent(1, ThingUsed.once("t1")),
                        new NewEvent(0, made("t2")));

        var receipt = log.append(commit);

        assertThat(receipt.position()).isEqualTo(3);
        assertThat(receipt.repeated()).isFalse();
        assertThat(receipt.versions()).containsEntry("t1", 1L).containsEntry("t2", 0L);
        assertThat(log.read(0, 10)).isEqualTo(receipt.events());
        assertThat(log.readAggregate("t1", 0)).isEqualTo(receipt.events().subList(0, 2));
        assertThat(log.readAggregate("t1", 1)).isEqualTo(receipt.events().subList(1, 2));
        assertThat(log.readAggregate("t", 0)).isEmpty();
        assertThat(receipt.events())
                .extracting(RecordedEvent::event)
                .containsExactly(made("t1"), ThingUsed.once("t1"), made("t2"));
        assertThat(receipt.events().getFirst().at()).isEqualTo(Samples.AT);
        assertThat(receipt.events().getFirst().origin()).isEqualTo(Samples.ORIGIN);
    }

    @Test
    void anEventOfWhichABitHasFlippedIsNotReadByItsAggregateNorByItsCommand() {
        log.append(commit(new NewEvent(0, made("t1"))));
        var altered = log.append(commit(new NewEvent(1, ThingUsed.once("t1")))).command();
        var commits = mongo.database().getCollection("log", BsonDocument.class);
        var stored = commits.find(Filters.eq("_id", 2L)).first();
        var bytes = stored.getArray("e").getFirst().asBinary().getData();
        bytes[bytes.length - 3] ^= 1;
        commits.updateOne(Filters.eq("_id", 2L), Updates.set("e", List.of(bytes)));

        assertThatThrownBy(() -> log.readAggregate("t1", 0))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageContaining("position");
        assertThatThrownBy(() -> log.find(altered)).isInstanceOf(LogCorruptException.class);
        assertThat(log.readAggregate("t2", 0)).isEmpty();
    }

    @Test
    void anEventThatAnotherAggregateClaimsIsNotReadAsItsOwn() {
        log.append(commit(new NewEvent(0, made("t1"))));
        mongo.database()
                .getCollection("log")
                .updateOne(Filters.eq("_id", 1L), Updates.set("k.0", "t2#0000000000"));

        assertThatThrownBy(() -> log.readAggregate("t2", 0))
                .isInstanceOf(LogCorruptException.class);
    }

    @Test
    void positionsAreDenseWhileManyAppend() throws Exception {
        append(mongo.open(), mongo.open(), log);

        var events = log.read(0, 10_000);
        assertThat(events)
                .extracting(RecordedEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 3 * 40 * 3).boxed().toList());
        assertThat(new HashSet<>(events.stream().map(RecordedEvent::id).toList()))
                .hasSize(events.size());
        var commits = new ServerCollection(mongo.database(), "log", Duration.ofSeconds(5));
        var tail = Tail.EMPTY;
        for (var document : commits.after(0, 10_000)) {
            tail = tail.over(document);
        }
        assertThat(tail.position()).isEqualTo(360);
    }

    private static void append(EventLog... nodes) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Object>>();
            for (int n = 0; n < nodes.length; n++) {
                for (int i = 0; i < 40; i++) {
                    var node = nodes[n];
                    var thing = "t" + n + "-" + i;
                    tasks.add(() -> node.append(used(thing, 0, 3)));
                }
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    @Test
    void ofTwoThatClaimASequenceOneLosesAndIsToldWhich() {
        log.append(commit(new NewEvent(0, made("t1"))));

        assertThatThrownBy(() ->
                        mongo.open()
                                .append(
                                        commit(
                                                new NewEvent(0, made("t9")),
                                                new NewEvent(0, made("t1")))))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> {
                            assertThat(e.aggregateId()).isEqualTo("t1");
                            assertThat(e.sequence()).isZero();
                        });
        assertThat(log.head().position()).isEqualTo(1);
        assertThat(log.readAggregate("t9", 0)).isEmpty();
    }

    @Test
    void exactlyOneOfManyWinsASequence() throws Exception {
        var nodes = List.of(log, mongo.open());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    IntStream.range(0, 60)
                            .<Callable<Boolean>>mapToObj(i ->
                                    () -> {
                                        try {
                                            nodes.get(i % 2).append(used("t" + i / 4, 0, 1));
                                            return true;
                                        } catch (ConflictException e) {
                                            return false;
                                        }
                                    })
                            .toList();
            int won = 0;
            for (var done : threads.invokeAll(tasks)) {
                won += done.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(15);
            assertThat(log.head().position()).isEqualTo(15);
        }
    }

    @Test
    void aCommitThatIsThereIsNotWrittenAgain() {
        var commit = commit(new NewEvent(0, made("t1")));
        var first = log.append(commit);

        for (var node : List.of(log, mongo.open())) {
            var again = node.append(commit);

            assertThat(again.repeated()).isTrue();
            assertThat(again.events()).isEqualTo(first.events());
        }
        assertThat(log.find(commit.id()))
                .hasValueSatisfying(found -> assertThat(found.events()).isEqualTo(first.events()));
        assertThat(log.find(CommandId.random())).isEmpty();
        assertThat(log.head().position()).isEqualTo(1);
    }

    @Test
    void aCursorGoesOnFromTheMiddleOfACommit() {
        log.append(used("t1", 0, 3));
        log.append(used("t2", 0, 2));

        try (var cursor = log.cursor(new Place(1, 0, 1))) {
            assertThat(cursor.next(1)).extracting(RecordedEvent::position).containsExactly(2L);
            assertThat(cursor.next(9))
                    .extracting(RecordedEvent::position)
                    .containsExactly(3L, 4L, 5L);
            assertThat(cursor.next(9)).isEmpty();
            log.append(used("t3", 0, 1));
            assertThat(cursor.next(9)).extracting(RecordedEvent::position).containsExactly(6L);
        }
    }

    @Test
    void aCursorIsWokenByItsOwnNodeAndByOthers() throws Exception {
        var other = mongo.open();
        try (var cursor = log.cursor(Place.BEGINNING)) {
            assertThat(cursor.await(Duration.ofMillis(1))).isFalse();
            other.append(used("t1", 0, 1));
            assertThat(cursor.await(Duration.ofSeconds(10))).isTrue();
            assertThat(cursor.next(9)).hasSize(1);
            log.append(used("t2", 0, 1));
            assertThat(cursor.await(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void everyPositionHasItsPlace() {
        assertThat(log.placeOf(0)).isEqualTo(Place.BEGINNING);
        for (int i = 0; i < 20; i++) {
            log.append(used("t" + i, 0, 1 + i % 3));
        }
        for (var event : log.read(0, 100)) {
            assertThat(log.placeOf(event.position())).isEqualTo(event.place());
        }
        var end = log.head();
        assertThatThrownBy(() -> log.placeOf(end.position() + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.placeBefore(log.clock().instant().plusSeconds(1))).isEqualTo(end);
        assertThat(log.placeBefore(log.clock().instant().minusSeconds(60)))
                .isEqualTo(Place.BEGINNING);
    }

    @Test
    void aLongAggregateIsReadWhole() {
        for (int i = 0; i < 70; i += 7) {
            log.append(used("t1", i, 7));
            log.append(used("t2", i, 7));
        }

        assertThat(log.readAggregate("t1", 0))
                .extracting(RecordedEvent::sequence)
                .containsExactlyElementsOf(LongStream.range(0, 70).boxed().toList());
        assertThat(log.readAggregate("t1", 64)).hasSize(6);
        assertThat(log.readAggregate("t1", 70)).isEmpty();
    }
}
