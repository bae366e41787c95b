package dev.mooring.eventlog.processing;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import dev.mooring.eventlog.DeadLetters.Letter;
import dev.mooring.eventlog.DeadLetters.Retried;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.CommandId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final String ALICE = "wsp_acme/alice";
    private static final ProcessorSettings SETTINGS =
            ProcessorSettings.DEFAULT.withAttempts(3, Duration.ofMillis(1));

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog log = mongo.open();
    private final List<Processor> processors = new ArrayList<>();

    /** Positions that the handler cannot handle. */
    private final Set<Long> poisoned = ConcurrentHashMap.newKeySet();

    private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        processors.forEach(Processor::close);
        mongo.close();
    }

    @Test
    void aPoisonedEventParksItsSequenceAndEverybodyElseGoesOn() {
        use("alice", "bob", "alice", "carol", "alice", "bob");
        poisoned.add(3L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 6);

        assertThat(handled).containsExactly(1L, 2L, 4L, 6L);
        var parked = node.deadLetters().parked("view");
        assertThat(parked).hasSize(1);
        assertThat(parked.getFirst().sequence()).isEqualTo(ALICE);
        assertThat(parked.getFirst().letters())
                .extracting(Letter::position)
                .containsExactly(3L, 5L);
        assertThat(parked.getFirst().error())
                .contains("IllegalStateException")
                .doesNotContain("a secret");
    }

    @Test
    void whatComesLaterIsParkedToo() {
        use("alice");
        poisoned.add(1L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 1);

        use("alice", "bob", "alice");
        eventually(() -> node.positions().position("view") == 4);

        assertThat(handled).containsExactly(3L);
        assertThat(positions(node)).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aRetryGoesInOrderAndTheSequenceGoesOn() {
        use("alice", "alice", "alice");
        poisoned.add(1L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 3);
        poisoned.clear();

        assertThat(node.deadLetters().retry("view", ALICE)).isEqualTo(new Retried(3, 0, null));

        assertThat(handled).containsExactly(1L, 2L, 3L);
        assertThat(node.deadLetters().parked("view")).isEmpty();
        use("alice");
        eventually(() -> node.positions().position("view") == 4);
        assertThat(handled).endsWith(4L);
    }

    @Test
    void aRetryStopsAtTheFirstThatFailsAgain() {
        use("alice", "alice", "alice");
        poisoned.addAll(Set.of(1L, 2L));
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 3);
        poisoned.remove(1L);

        var retried = node.deadLetters().retry("view", ALICE);

        assertThat(retried.handled()).isEqualTo(1);
        assertThat(retried.left()).isEqualTo(2);
        assertThat(retried.error()).contains("IllegalStateException");
        assertThat(handled).containsExactly(1L);
        assertThat(positions(node)).containsExactly(2L, 3L);
        poisoned.clear();
        assertThat(node.deadLetters().retry("view", ALICE).left()).isZero();
    }

    @Test
    void skippingIsForTheFirstAndOnRecordAndForGood() {
        use("alice", "alice");
        poisoned.add(1L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 2);
        assertThatThrownBy(() -> node.deadLetters().skip("view", ALICE, 2, "no", "op"))
                .isInstanceOf(IllegalArgumentException.class);

        node.deadLetters().skip("view", ALICE, 1, "a test user", "key_ops");

        assertThat(positions(node)).containsExactly(2L);
        assertThat(node.deadLetters().skipped("view"))
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.letter().position()).isEqualTo(1);
                    assertThat(skipped.reason()).isEqualTo("a test user");
                    assertThat(skipped.actor()).isEqualTo("key_ops");
                    assertThat(skipped.error()).contains("IllegalStateException");
                });
        assertThat(node.deadLetters().retry("view", ALICE)).isEqualTo(new Retried(1, 0, null));

        // Comes by again, as after a crash before its place was stored.
        var segments = new SegmentStore(mongo.database(), "processors", "one");
        processors.getFirst().close();
        var claim = segments.claim(segments.of("view").getFirst()).orElseThrow();
        segments.store(claim, dev.mooring.eventlog.Place.BEGINNING);
        segments.release(claim);
        var again = start("one", SETTINGS);
        eventually(() -> again.positions().position("view") == 2);
        assertThat(again.deadLetters().parked("view")).isEmpty();
    }

    @Test
    void whatWillPassIsNeverADeadLetter() {
        use("alice", "bob");
        var failures = new java.util.concurrent.atomic.AtomicInteger(6);
        var node = node("one", SETTINGS);
        start(
                node.processor(
                        "view",
                        batch -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException(
                                        new MongoSocketReadException(
                                                "gone", new ServerAddress("db")));
                            }
                            handle(batch);
                        }));
        eventually(() -> node.positions().position("view") == 2);

        assertThat(handled).containsExactly(1L, 2L);
        assertThat(node.deadLetters().parked("view")).isEmpty();
    }

    @Test
    void oneThatFailsOnlyNowAndThenIsNotParked() {
        use("alice");
        var failures = new java.util.concurrent.atomic.AtomicInteger(2);
        var node = node("one", SETTINGS);
        start(
                node.processor(
                        "view",
                        batch -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("a race");
                            }
                            handle(batch);
                        }));
        eventually(() -> node.positions().position("view") == 1);

        assertThat(handled).containsExactly(1L);
        assertThat(node.deadLetters().parked("view")).isEmpty();
    }

    @Test
    void oneOfManyIsFoundByHalving() {
        for (int i = 0; i < 1_000; i++) {
            use("user" + i);
        }
        poisoned.add(700L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 1_000);

        assertThat(handled).hasSize(999).doesNotContain(700L).isSorted();
        assertThat(batches).hasSizeLessThan(60);
        assertThat(node.deadLetters().parked("view")).hasSize(1);
    }

    @Test
    void aProcessorWithTooManyStandsStillUntilThereIsRoom() {
        use("alice", "bob", "carol");
        poisoned.addAll(Set.of(1L, 2L));
        var node = start("one", SETTINGS.withRoomFor(1, 10));
        eventually(() -> !node.deadLetters().parked("view").isEmpty() && failed(2));

        assertThat(node.positions().position("view")).isZero();
        assertThat(handled).doesNotContain(3L);
        poisoned.clear();
        node.deadLetters().retry("view", ALICE);

        eventually(() -> node.positions().position("view") == 3);
        assertThat(handled).contains(1L, 2L, 3L);
    }

    @Test
    void aSequenceWithTooManyStandsStillUntilThereIsRoom() {
        use("alice", "alice", "alice");
        poisoned.add(1L);
        var node = start("one", SETTINGS.withRoomFor(10, 2));
        eventually(() -> positions(node).contains(1L));
        poisoned.clear();

        eventually(() -> {
            node.deadLetters().retry("view", ALICE);
            return node.positions().position("view") == 3;
        });

        assertThat(handled).contains(1L, 2L, 3L);
    }

    @Test
    void theyOutliveTheirNodeAndAreRetriedOnAnother() {
        use("alice", "alice");
        poisoned.add(1L);
        var first = start("one", SETTINGS);
        eventually(() -> first.positions().position("view") == 2);
        processors.getFirst().close();
        poisoned.clear();

        var second = start("two", SETTINGS);
        use("alice");
        eventually(() -> second.positions().position("view") == 3);
        assertThat(positions(second)).containsExactly(1L, 2L, 3L);

        assertThat(second.deadLetters().retry("view", ALICE).handled()).isEqualTo(3);
        assertThat(handled).containsExactly(1L, 2L, 3L);
        assertThatThrownBy(() -> first.deadLetters().retry("view", ALICE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoRetriesOfOneSequenceDoNotMeet() {
        use("alice");
        poisoned.add(1L);
        var node = start("one", SETTINGS);
        eventually(() -> node.positions().position("view") == 1);
        var store = new DeadLetterStore(mongo.database());
        var now = log.clock().instant();
        assertThat(store.reserve("view", ALICE, now, now.plusSeconds(60))).isTrue();

        assertThatThrownBy(() -> node.deadLetters().retry("view", ALICE))
                .isInstanceOf(IllegalStateException.class);
        assertThat(positions(node)).containsExactly(1L);
    }

    private boolean failed(long position) {
        return batches.size() >= 2 && handled.stream().noneMatch(it -> it == position);
    }

    private static List<Long> positions(LogProcessors node) {
        return node.deadLetters().parked("view").stream()
                .flatMap(it -> it.letters().stream())
                .map(Letter::position)
                .toList();
    }

    private void handle(List<RecordedEvent> batch) {
        batches.add(batch.size());
        for (var event : batch) {
            if (poisoned.contains(event.position())) {
                throw new IllegalStateException("a secret");
            }
        }
        batch.forEach(event -> handled.add(event.position()));
    }

    private LogProcessors start(String name, ProcessorSettings settings) {
        var node = node(name, settings);
        start(node.processor("view", this::handle));
        return node;
    }

    private void start(Processor processor) {
        processors.add(processor);
        processor.start();
    }

    private LogProcessors node(String name, ProcessorSettings settings) {
        return LogProcessors.of(log, mongo.database(), name, settings);
    }

    /** An event of each of these users, in order. */
    private void use(String... users) {
        for (var user : users) {
            var origin = new Origin(user, user, null, "req-1", null, null);
            log.append(
                    new NewCommit(
                            CommandId.random(),
                            Samples.ACME,
                            Samples.AT,
                            origin,
                            List.of(new NewEvent(0, ThingUsed.once(CommandId.random().value())))));
        }
    }
}
