package dev.mooring.eventlog.embedded;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.sample.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Security 33, a full disk. A test that anybody may run cannot mount a small one, so the store's
 * file stands on {@link FaultyDisk}; the acceptance tests have the system itself refuse to write.
 */
class DiskTest {

    private static final long MUCH = Long.MAX_VALUE;
    private static final int LARGE = 200_000;

    @TempDir Path folder;

    private final AtomicLong room = new AtomicLong(MUCH);
    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> things;

    @BeforeEach
    void begin() {
        FaultyDisk.install();
        open();
        things.insertOne(thing(0));
    }

    private void open() {
        Compaction.Pace never = new Compaction.Pace(1_000_000, MUCH, 1);
        mongo =
                EmbeddedMongo.open(
                        new OpenDatabase.Settings(
                                folder,
                                Clock.systemUTC(),
                                never,
                                new Room(room::get),
                                FaultyDisk.PREFIX));
        client = MongoClients.create(mongo.connectionString() + "/?serverSelectionTimeoutMS=5000");
        things = client.getDatabase("db").getCollection("things");
    }

    @AfterEach
    void close() {
        FaultyDisk.isFull(false);
        FaultyDisk.failsAtSync(false);
        client.close();
        mongo.close();
    }

    @Test
    void whatIsAcknowledgedWasWrittenAndThenSynced() {
        for (int i = 1; i <= 20; i++) {
            FaultyDisk.DONE.clear();
            things.insertOne(thing(i));
            assertThat(FaultyDisk.DONE).contains("write").endsWith("force");
        }
    }

    @Test
    void whoWaitsTogetherSharesASync() throws Exception {
        int callers = 32;
        int each = 20;
        FaultyDisk.DONE.clear();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = 1 + caller * each;
                running.add(
                        threads.submit(() -> {
                            for (int i = first; i < first + each; i++) {
                                things.insertOne(thing(i));
                            }
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(FaultyDisk.DONE.stream().filter("force"::equals).count())
                .isLessThan(callers * each);
        assertThat(things.countDocuments()).isEqualTo(1 + callers * each);
    }

    @Test
    void whileThereIsLittleRoomWritesAreRefusedAndReadsGoOn() {
        room.set(1 << 20);
        eventually(() -> !mongo.isWritable());

        assertThatThrownBy(() -> things.insertOne(thing(1)))
                .isInstanceOfSatisfying(
                        MongoException.class,
                        e -> assertThat(e.getCode()).isEqualTo(Room.OUT_OF_DISK_SPACE));
        assertThat(things.find()).containsExactly(thing(0));

        room.set(MUCH);
        eventually(() -> mongo.isWritable());
        things.insertOne(thing(1));
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    @Test
    void theLogSaysAtOnceThatNothingWasWrittenAndGoesOnOnceThereIsRoom() {
        try (EventLog log = KilledWriter.openLog(client.getDatabase("db"))) {
            log.append(Samples.used("thing", 0, 1));
            room.set(1 << 20);
            eventually(() -> !mongo.isWritable());

            assertThatThrownBy(() -> log.append(Samples.used("thing", 1, 1)))
                    .isInstanceOfSatisfying(
                            LogUnavailableException.class,
                            e -> assertThat(e.unresolved()).isFalse());
            assertThat(log.readAggregate("thing", 0)).hasSize(1);

            room.set(MUCH);
            eventually(() -> mongo.isWritable());
            assertThat(log.append(Samples.used("thing", 1, 1)).position()).isEqualTo(2);
        }
    }

    @Test
    void aDiskThatIsFullAcknowledgesNothingAndLosesNothingAndGoesOnOnceThereIsRoom() {
        FaultyDisk.isFull(true);
        long last = 0;
        List<Long> unanswered = new ArrayList<>();
        while (unanswered.isEmpty()) {
            last = insertLarge(last + 1) ? last + 1 : unanswered(unanswered, last + 1);
        }
        long acknowledged = last;
        assertThat(FaultyDisk.FAILED_WRITES).hasPositiveValue();
        assertThat(mongo.isWritable()).isFalse();

        FaultyDisk.isFull(false);
        eventually(() -> insertLarge(10_000));

        assertThat(mongo.isWritable()).isTrue();
        for (long id = 1; id <= acknowledged; id++) {
            assertThat(things.find(new Document("_id", id)).first()).as("%d", id).isNotNull();
        }
        assertThat(things.find(new Document("_id", unanswered.getFirst())))
                .as("what was not acknowledged, once it goes on")
                .isEmpty();

        client.close();
        mongo.close();
        open();
        assertThat(things.countDocuments(new Document("_id", new Document("$gte", 1))))
                .isEqualTo(acknowledged + 1);
    }

    @Test
    void afterAFailedSyncWhatItWasForIsNotTakenForWritten() {
        FaultyDisk.failsAtSync(true);
        assertThat(insertLarge(1)).isFalse();

        FaultyDisk.failsAtSync(false);
        eventually(() -> insertLarge(2));

        assertThat(things.find(new Document("_id", 1L))).isEmpty();
        assertThat(things.find(new Document("_id", 2L))).hasSize(1);
    }

    private static long unanswered(List<Long> unanswered, long id) {
        unanswered.add(id);
        return id - 1;
    }

    private boolean insertLarge(long id) {
        try {
            things.insertOne(thing(id).append("text", "x".repeat(LARGE)));
            return true;
        } catch (MongoSocketException | MongoTimeoutException e) {
            return false;
        }
    }

    private static Document thing(long id) {
        return new Document("_id", id);
    }
}
