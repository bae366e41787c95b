package dev.mooring.eventlog.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, the same for all nodes whatever their machines' clocks say: the server's
 * {@code localTime}, carried on by {@link System#nanoTime} and asked for again twice a minute.
 * Milliseconds; never goes backwards. Thread-safe.
 */
public final class DatabaseClock extends Clock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(30);
    private static final int READINGS = 3;
    private static final int NO_SUCH_COMMAND = 59;

    private final MongoDatabase database;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("database-clock").factory());

    /** Database time in ns since the epoch, less {@link System#nanoTime}. */
    private volatile long offset;

    private String question = "hello";

    private DatabaseClock(MongoDatabase database) {
        this.database = database.withReadPreference(ReadPreference.primary());
    }

    /**
     * Reads the time and keeps reading it until closed.
     *
     * @throws MongoException where the database does not answer
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    public static DatabaseClock of(MongoDatabase database) {
        var clock = new DatabaseClock(database);
        clock.read();
        var pause = BETWEEN_READINGS.toMillis();
        clock.reader.scheduleWithFixedDelay(
                clock::readQuietly, pause, pause, TimeUnit.MILLISECONDS);
        return clock;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        var now = Math.floorDiv(offset + System.nanoTime(), 1_000_000L);
        return last.accumulateAndGet(now, Math::max);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** There is only UTC here. */
    @Override
    public Clock withZone(ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC)) {
            throw new UnsupportedOperationException("the log's time is UTC");
        }
        return this;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    /** Of a few readings the one that took least time is the nearest to the truth. */
    private void read() {
        long best = Long.MAX_VALUE;
        long candidate = 0;
        for (int i = 0; i < READINGS; i++) {
            long sent = System.nanoTime();
            long told = ask();
            long took = System.nanoTime() - sent;
            if (took < best) {
                best = took;
                candidate = told * 1_000_000L - (sent + took / 2);
            }
        }
        offset = candidate;
    }

    private long ask() {
        try {
            return database.runCommand(new Document(question, 1), BsonDocument.class)
                    .getDateTime("localTime")
                    .getValue();
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NO_SUCH_COMMAND || question.equals("isMaster")) {
                throw e;
            }
            // What servers before 4.4 and the embedded one call it.
            question = "isMaster";
            return ask();
        }
    }

    private void readQuietly() {
        try {
            read();
        } catch (MongoException e) {
            LOG.debug("the database did not tell the time; going on with the last reading", e);
        } catch (RuntimeException e) {
            LOG.warn("the database's time could not be read; going on with the last reading", e);
        }
    }
}
