package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.DeadLetters.Letter;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What processors and their tokens hold to on every engine. A subclass names the engine. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class ProcessorContract {

    private static final String VIEW = "view";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ProcessorSettings DIVIDED =
            ProcessorSettings.DEFAULT.withSegments(Map.of(VIEW, 4));

    /** Few tries, so that what is poisoned is found soon. */
    private static final ProcessorSettings TWICE =
            ProcessorSettings.DEFAULT.withAttempts(2, Duration.ofMillis(1));

    private final MongoFixture fixture;
    private final String database;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>();

    protected ProcessorContract(MongoFixture fixture) {
        this.fixture = fixture;
        this.database = fixture.freshDatabaseName();
    }

    @AfterEach
    void closeAll() {
        processors.forEach(Processor::close);
        nodes.forEach(Node::close);
    }

    @Test
    void aNodeThatDiesBetweenTheWriteAndTheTokenLosesNothing() throws Exception {
        var dying = node("node");
        var writer = append(30);

        start(
                dying,
                batch -> {
                    write(dying, batch);
                    dying.cutOff();
                });
        await(() -> !view(writer).isEmpty());
        assertThat(writer.axon.positions().position(VIEW)).isZero();
        var written = view(writer).size();

        var next = node("node");
        start(next, batch -> write(next, batch));

        assertThat(next.axon.positions().await(VIEW, 30, PATIENCE)).isEqualTo(30);
        // Some applied twice, and yet each is there once, at the position that made it.
        assertThat(view(writer)).hasSize(30);
        assertThat(view(writer))
                .filteredOn(seen -> seen.getInteger("times") == 2)
                .hasSizeGreaterThanOrEqualTo(written);
    }

    @Test
    void aNodeThatDiesBeforeTheWriteLosesNothing() throws Exception {
        var dying = node("node");
        var writer = append(30);

        start(
                dying,
                batch -> {
                    dying.cutOff();
                    write(dying, batch);
                });
        var next = node("node");
        start(next, batch -> write(next, batch));

        assertThat(next.axon.positions().await(VIEW, 30, PATIENCE)).isEqualTo(30);
        assertThat(view(writer)).hasSize(30);
    }

    @Test
    void ofNodesThatBeginAtOnceOneWorksAndAnotherTakesOver() throws Exception {
        var first = start(node("one"), batch -> write(nodes.getFirst(), batch));
        var second = start(node("two"), batch -> write(nodes.get(1), batch));
        var writer = append(10);
        assertThat(writer.axon.positions().await(VIEW, 10, PATIENCE)).isEqualTo(10);

        assertThat(List.of(first.isLeading(), second.isLeading())).containsOnlyOnce(true);
        var leading = first.isLeading() ? first : second;
        leading.close();
        writer.log.append(writer.counting(10, "a"));

        assertThat(writer.axon.positions().await(VIEW, 11, PATIENCE)).isEqualTo(11);
        assertThat(view(writer)).hasSize(11);
        assertThat(view(writer)).allSatisfy(seen -> assertThat(seen.getInteger("times")).isOne());
    }

    @Test
    void aNodeThatStartsTakesItsShareAndOneThatDiesIsReplaced() throws Exception {
        var first = node("one", DIVIDED);
        var second = node("two", DIVIDED);
        start(first, batch -> write(first, batch));
        var writer = append(10);
        assertThat(writer.axon.positions().await(VIEW, 10, PATIENCE)).isEqualTo(10);
        assertThat(owners(writer)).containsOnly("one");

        start(second, batch -> write(second, batch));
        await(() -> Collections.frequency(owners(writer), "two") == 2);
        await(() -> Collections.frequency(owners(writer), "one") == 2);
        first.cutOff();
        writer.log.append(writer.counting(10, "a"));

        assertThat(writer.axon.positions().await(VIEW, 11, PATIENCE)).isEqualTo(11);
        assertThat(owners(writer)).containsOnly("two");
        assertThat(view(writer)).hasSize(11);
    }

    @Test
    void splittingAndMergingUnderLoadLosesNothingAndKeepsEveryOwnersOrder() throws Exception {
        var one = node("one");
        var two = node("two");
        var seen = new ConcurrentHashMap<String, List<Long>>();
        for (var node : List.of(one, two)) {
            start(
                    node,
                    batch -> {
                        write(node, batch);
                        batch.forEach(event -> note(seen, event));
                    });
        }
        var writer = node("writer");
        var smallest = new ArrayList<Long>();
        for (int i = 0; i < 120; i++) {
            writer.log.append(writer.countingFor("usr_" + i % 7, 0, "c" + i));
            switch (i) {
                case 20 -> splitOnceBegun(writer, 0);
                case 40 -> writer.axon.segments().split(VIEW, 1);
                case 60 -> writer.axon.segments().split(VIEW, 0);
                case 80 -> writer.axon.segments().merge(VIEW, 3);
                case 100 -> {
                    writer.axon.segments().merge(VIEW, 2);
                    writer.axon.segments().merge(VIEW, 1);
                }
                default -> {}
            }
            smallest.add(writer.axon.positions().position(VIEW));
        }

        assertThat(writer.axon.positions().await(VIEW, 120, PATIENCE)).isEqualTo(120);
        assertThat(smallest).isSorted();
        assertThat(writer.axon.segments().progress(VIEW)).hasSize(1);
        assertThat(view(writer)).hasSize(120);
        // What came by again came by from an earlier place on: firsts are in order.
        assertThat(seen.values())
                .allSatisfy(positions -> assertThat(positions.stream().distinct()).isSorted());
    }

    @Test
    void aNodeThatDiesBetweenParkingAndTheTokenParksOnceAndAnotherRetries() throws Exception {
        var dying = node("dying", TWICE);
        var writer = node("writer");
        for (var user : List.of("usr_a", "usr_b", "usr_c")) {
            writer.log.append(writer.countingFor(user, 0, user));
        }
        start(
                dying,
                batch -> {
                    refuse(2, batch);
                    if (batch.getFirst().position() == 3) {
                        dying.cutOff();
                    }
                    write(dying, batch);
                });
        await(() -> !writer.axon.deadLetters().parked(VIEW).isEmpty());

        var next = node("next", TWICE);
        var poisoned = new AtomicBoolean(true);
        start(
                next,
                batch -> {
                    if (poisoned.get()) {
                        refuse(2, batch);
                    }
                    write(next, batch);
                });
        assertThat(next.axon.positions().await(VIEW, 3, PATIENCE)).isEqualTo(3);

        var parked = writer.axon.deadLetters().parked(VIEW);
        assertThat(parked).hasSize(1);
        assertThat(parked.getFirst().letters()).extracting(Letter::position).containsExactly(2L);
        assertThat(view(writer)).extracting(it -> it.getLong("_id")).containsExactly(1L, 3L);
        poisoned.set(false);
        var sequence = parked.getFirst().sequence();
        assertThat(next.axon.deadLetters().retry(VIEW, sequence).left()).isZero();
        assertThat(view(writer)).hasSize(3);
        assertThat(writer.axon.deadLetters().parked(VIEW)).isEmpty();
    }

    @Test
    void oneBadEventStopsNobodyElseAndOnlyItsOwnersLaterOnes() throws Exception {
        var writer = node("writer");
        for (int i = 0; i < 40; i++) {
            writer.log.append(writer.countingFor("usr_" + i % 4, 0, "c" + i));
        }
        var node = node("node", TWICE);
        start(
                node,
                batch -> {
                    refuse(10, batch);
                    write(node, batch);
                });

        assertThat(node.axon.positions().await(VIEW, 40, PATIENCE)).isEqualTo(40);
        assertThat(view(writer)).hasSize(32);
        assertThat(node.axon.deadLetters().parked(VIEW).getFirst().letters())
                .extracting(Letter::position)
                .containsExactly(10L, 14L, 18L, 22L, 26L, 30L, 34L, 38L);
    }

    private static void refuse(long position, List<RecordedEvent> batch) {
        if (batch.stream().anyMatch(event -> event.position() == position)) {
            throw new IllegalArgumentException("poisoned");
        }
    }

    private static void splitOnceBegun(Node node, int segment) {
        await(() -> !node.axon.segments().progress(VIEW).isEmpty());
        node.axon.segments().split(VIEW, segment);
    }

    private static void note(Map<String, List<Long>> seen, RecordedEvent event) {
        seen.computeIfAbsent(
                        String.valueOf(event.origin().owner()),
                        owner -> Collections.synchronizedList(new ArrayList<>()))
                .add(event.position());
    }

    private static List<String> owners(Node node) {
        return node.axon.segments().progress(VIEW).stream()
                .map(segment -> String.valueOf(segment.node()))
                .toList();
    }

    private Node append(int commits) {
        var writer = node("writer");
        for (int i = 0; i < commits; i++) {
            writer.log.append(writer.counting(i, "a"));
        }
        return writer;
    }

    private Node node(String name) {
        return node(name, ProcessorSettings.DEFAULT);
    }

    private Node node(String name, ProcessorSettings processing) {
        var node = Node.open(fixture, database, name, processing);
        nodes.add(node);
        return node;
    }

    private Processor start(Node node, dev.mooring.eventlog.BatchHandler handler) {
        var processor =
                node.axon.processor(
                        VIEW,
                        batch -> {
                            try {
                                handler.handle(batch);
                            } catch (IllegalStateException e) {
                                throw new MongoException("the client is closed", e);
                            }
                        });
        processors.add(processor);
        processor.start();
        return processor;
    }

    /** One write for the batch. */
    private static void write(Node node, List<RecordedEvent> batch) {
        node.database
                .getCollection(VIEW)
                .withWriteConcern(com.mongodb.WriteConcern.MAJORITY)
                .bulkWrite(
                        batch.stream()
                                .map(event ->
                                        new UpdateOneModel<Document>(
                                                Filters.eq("_id", event.position()),
                                                Updates.inc("times", 1),
                                                new UpdateOptions().upsert(true)))
                                .toList());
    }

    private static List<Document> view(Node node) {
        return node.database.getCollection(VIEW).find().into(new ArrayList<>());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("came true in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
