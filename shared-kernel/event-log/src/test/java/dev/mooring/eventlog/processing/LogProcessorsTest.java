package dev.mooring.eventlog.processing;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorObserver;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.sample.FaultyDatabase;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogProcessorsTest {

    private static final RuntimeException NO_ANSWER =
            new MongoSocketReadException("gone", new ServerAddress("db"));

    private static final Duration CLAIM = ProcessorSettings.DEFAULT.claimTimeout();

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final FaultyDatabase faulty = new FaultyDatabase(mongo.database());
    private final EventLog log = mongo.open();
    private final LogProcessors node = node(log, faulty.database(), "one");
    private final List<Processor> processors = new ArrayList<>();

    /** A view: how often each position was applied to it, each counted where it is new. */
    private final ConcurrentSkipListMap<Long, Integer> seen = new ConcurrentSkipListMap<>();

    @AfterEach
    void close() {
        processors.forEach(Processor::close);
        mongo.close();
    }

    @Test
    void everyEventComesByInOrderInBatches() {
        for (int i = 0; i < 700; i++) {
            log.append(used("t" + i, 0, 2));
        }
        var batches = Collections.synchronizedList(new ArrayList<List<RecordedEvent>>());

        start(node, batches::add);
        eventually(() -> node.positions().position("view") == 1400);

        assertThat(batches).hasSizeLessThan(20);
        assertThat(batches.stream().flatMap(List::stream))
                .extracting(RecordedEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 1400).boxed().toList());
        log.append(used("later", 0, 1));
        eventually(() -> node.positions().position("view") == 1401);
    }

    @Test
    void theTokenIsStoredAfterTheBatchIsWritten() {
        var order = Collections.synchronizedList(new ArrayList<String>());
        faulty.onUpdate(update -> {
            if (update.toString().contains("position")) {
                order.add("token");
            }
        });

        start(node, batch -> order.add("batch"));
        log.append(used("a", 0, 3));
        eventually(() -> order.contains("token"));

        assertThat(order).startsWith("batch", "token");
    }

    @Test
    void aBatchThatIsWrittenWhileItsTokenIsNotComesAgainAndNothingIsLost() {
        var failing = new AtomicBoolean(true);
        faulty.onUpdate(update -> {
            if (update.toString().contains("position") && failing.getAndSet(false)) {
                throw NO_ANSWER;
            }
        });
        log.append(used("a", 0, 3));

        start(node, this::apply);
        eventually(() -> node.positions().position("view") == 3);

        assertThat(new TreeMap<>(seen))
                .containsExactly(Map.entry(1L, 2), Map.entry(2L, 2), Map.entry(3L, 2));
    }

    @Test
    void aBatchThatIsNotWrittenLeavesTheTokenWhereItWas() {
        var failing = new AtomicBoolean(true);
        var positionsAtFailure = ConcurrentHashMap.<Long>newKeySet();
        log.append(used("a", 0, 3));

        start(
                node,
                batch -> {
                    if (failing.getAndSet(false)) {
                        positionsAtFailure.add(node.positions().position("view"));
                        throw NO_ANSWER;
                    }
                    positionsAtFailure.add(node.positions().position("view"));
                    apply(batch);
                });
        eventually(() -> node.positions().position("view") == 3);

        assertThat(positionsAtFailure).containsExactly(0L);
        assertThat(seen).hasSize(3).containsEntry(1L, 1);
    }

    @Test
    void anotherNodeGoesOnWhereOneStopped() {
        var other = node(mongo.open(), mongo.database(), "two");
        var first = start(node, this::apply);
        log.append(used("a", 0, 1));
        eventually(() -> node.positions().position("view") == 1);
        assertThat(first.isLeading()).isTrue();
        first.close();
        assertThat(first.isLeading()).isFalse();
        log.append(used("b", 0, 1));

        var second = start(other, this::apply);
        eventually(() -> other.positions().position("view") == 2);

        assertThat(second.isLeading()).isTrue();
        assertThat(seen).containsEntry(1L, 1).containsEntry(2L, 1);
    }

    @Test
    void aNodeThatFellSilentIsPassedBy() {
        var clock = new SettableClock();
        var silent = new Members(mongo.database(), "processor_nodes", "silent", clock, CLAIM);
        silent.beat(List.of("view"));
        var segments = new SegmentStore(mongo.database(), "processors", "silent");
        segments.initialize("view", 1);
        segments.claim(segments.of("view").getFirst());
        var next =
                node(mongo.open(mongo.settings(mongo.database(), clock)), mongo.database(), "next");
        start(next, this::apply);
        log.append(used("a", 0, 1));
        assertThat(next.positions().position("view")).isZero();

        clock.pass(Duration.ofMinutes(1));

        eventually(() -> next.positions().position("view") == 1);
    }

    @Test
    void aBatchThatTakesLongIsToldOfAndGoesOn() throws Exception {
        var told = new CountDownLatch(1);
        var observer =
                new ProcessorObserver() {
                    @Override
                    public void stuck(String processor, int segment, Duration since) {
                        told.countDown();
                    }
                };
        var watched =
                LogProcessors.of(
                        log,
                        mongo.database(),
                        "one",
                        ProcessorSettings.DEFAULT
                                .withLongBatch(Duration.ofMillis(10))
                                .observedBy(observer));
        log.append(used("a", 0, 3));

        start(
                watched,
                batch -> {
                    awaitTold(told);
                    apply(batch);
                });

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        eventually(() -> watched.positions().position("view") == 3);
        assertThat(seen.values()).containsOnly(1);
    }

    @Test
    void howFarASegmentIsBehindIsMeasuredWhileItWorks() throws Exception {
        var behind = new LinkedBlockingQueue<Long>();
        var observer =
                new ProcessorObserver() {
                    @Override
                    public void behind(String name, int segment, long positions, Duration age) {
                        behind.add(positions);
                    }
                };
        var watched =
                LogProcessors.of(
                        log,
                        mongo.database(),
                        "one",
                        ProcessorSettings.DEFAULT.observedBy(observer));
        log.append(used("a", 0, 30));
        var measured = new CountDownLatch(1);

        start(watched, batch -> awaitTold(measured));

        assertThat(behind.poll(20, TimeUnit.SECONDS)).isEqualTo(30);
        measured.countDown();
        eventually(() -> Long.valueOf(0).equals(behind.poll()));
    }

    @Test
    void anEventOfWhichABitHasFlippedIsNotHandledAndStopsTheViewBeforeIt() throws Exception {
        for (int i = 0; i < 4; i++) {
            log.append(used("t" + i, 0, 1));
        }
        var commits = mongo.database().getCollection("log", BsonDocument.class);
        var stored = commits.find(Filters.eq("_id", 3L)).first();
        var bytes = stored.getArray("e").getFirst().asBinary().getData();
        bytes[bytes.length - 3] ^= 1;
        commits.updateOne(Filters.eq("_id", 3L), Updates.set("e", List.of(bytes)));
        var failed = new CountDownLatch(2);
        var observer =
                new ProcessorObserver() {
                    @Override
                    public void failed(String name, int segment) {
                        failed.countDown();
                    }
                };

        start(
                LogProcessors.of(
                        log,
                        mongo.database(),
                        "one",
                        ProcessorSettings.DEFAULT.observedBy(observer)),
                this::apply);

        assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(node.positions().position("view")).isEqualTo(2);
        assertThat(seen.keySet()).containsExactly(1L, 2L);
    }

    @Test
    void machineClocksAnHourApartChangeNothing() {
        var ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        var other = mongo.open(mongo.settings(mongo.database(), ahead));
        start(node, this::apply);

        other.append(used("a", 0, 1));
        log.append(used("b", 0, 1));
        other.append(used("c", 0, 1));

        eventually(() -> node.positions().position("view") == 3);
        assertThat(seen.values()).containsOnly(1);
    }

    private static void awaitTold(CountDownLatch told) {
        try {
            told.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LogProcessors node(EventLog log, MongoDatabase database, String name) {
        return LogProcessors.of(log, database, name, ProcessorSettings.DEFAULT);
    }

    private Processor start(LogProcessors node, BatchHandler handler) {
        var processor = node.processor("view", handler);
        processors.add(processor);
        processor.start();
        return processor;
    }

    private void apply(List<RecordedEvent> batch) {
        batch.forEach(event -> seen.merge(event.position(), 1, Integer::sum));
    }
}
