package dev.mooring.eventlog.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB server in this process, on a loopback port of its own, with its data in one folder. An
 * ordinary MongoDB driver talks to it as to a standalone server.
 *
 * <h2>What it promises</h2>
 *
 * <ul>
 *   <li>A write is on disk (written and synced) before it is acknowledged, whatever write concern
 *       was asked for. Writers that wait at the same time share one sync.
 *   <li>A read with read concern {@code majority} is answered once everything it saw is on disk.
 *   <li>The file holds whole commands only: never a document without its index entries, never the
 *       first half of an update. {@code kill -9} at any moment loses nothing acknowledged.
 *   <li>Commands that write run one after another. So {@code findOneAndUpdate}, upserts and
 *       conditional updates are atomic, and an answer never shows a document that a later command
 *       was changing meanwhile. Plain reads run beside them and see one point in time.
 *   <li>On a disk that is full, writes are refused as MongoDB refuses them (14031, {@code
 *       OutOfDiskSpace}) and reads go on. Should a write or a sync fail, connections end without an
 *       answer until it can be written again, which this notices by itself; what was acknowledged
 *       is there, and what was not is gone.
 *   <li>A file that is damaged, cut off or older than what was acknowledged is not opened.
 *   <li>Inserts are refused as MongoDB refuses them: code 11000, {@code index: <name> dup key} in
 *       the text, {@code _id_} named first, and an ordered batch keeps what came before.
 * </ul>
 *
 * <h2>What to know</h2>
 *
 * <ul>
 *   <li>Fast, whatever the size: equality and {@code $in} on a unique index (other conditions may
 *       stand beside them), ranges and order on {@code _id}. Everything else reads the whole
 *       collection; indexes that are not unique are accepted and ignored.
 *   <li>There are no sessions, transactions or change streams.
 * </ul>
 *
 * <p>Thread-safe. The folder belongs to one open server at a time.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

    /** How long after a failure of the disk it is tried again, and again after that. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final OpenDatabase.Settings settings;
    private final LoopbackServer server;
    private final AddressFile address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile OpenDatabase open;
    private volatile boolean stopped;

    private EmbeddedMongo(OpenDatabase.Settings settings) {
        this.settings = settings;
        this.open = OpenDatabase.open(settings, this::stopped);
        try {
            this.server = LoopbackServer.start(() -> open.backend());
            this.address = AddressFile.write(settings.folder(), server.connectionString());
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Opens the database in {@code folder}, or creates it there.
     *
     * @throws DatabaseInUseException when another process has it open
     * @throws EmbeddedMongoException when it cannot be read; the message says what to do
     */
    public static EmbeddedMongo open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /** The same, with {@code clock} as the time that {@code hello} tells clients. */
    public static EmbeddedMongo open(Path folder, Clock clock) {
        return open(OpenDatabase.Settings.of(folder, clock));
    }

    static EmbeddedMongo open(OpenDatabase.Settings settings) {
        EmbeddedMongo mongo = new EmbeddedMongo(settings);
        log.info("embedded database in {} at {}", settings.folder(), mongo.connectionString());
        return mongo;
    }

    /**
     * Where the process that has the database in {@code folder} open answers; empty where none says
     * so. It may be gone: {@link #open} tells whether the folder is in use.
     */
    public static Optional<String> addressOf(Path folder) {
        return AddressFile.read(folder);
    }

    /** Where a driver finds it: {@code mongodb://127.0.0.1:<port>}, the port another each time. */
    public String connectionString() {
        return server.connectionString();
    }

    /** Whether a write could be expected to succeed now, as far as the disk is concerned. */
    public boolean isWritable() {
        return !stopped && !settings.room().isLow();
    }

    /** Ends all connections and closes the file; returns when the folder is free. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            address.delete();
            server.close();
            synchronized (this) {
                open.close();
            }
        }
    }

    private void stopped() {
        stopped = true;
        Thread.ofPlatform().daemon().name("embedded-mongo-recovery").start(this::recover);
    }

    /** Opens the file anew as soon as it can be written. */
    private void recover() {
        abandon();
        while (!closed.get()) {
            pause();
            if (!settings.room().isLow() && openAgain()) {
                return;
            }
        }
    }

    private synchronized void abandon() {
        open.abandon();
    }

    private synchronized boolean openAgain() {
        if (closed.get()) {
            return true;
        }
        stopped = false;
        try {
            open = OpenDatabase.again(settings, this::stopped);
            log.info("the embedded database writes to its disk again");
            return true;
        } catch (RuntimeException e) {
            stopped = true;
            log.debug("the embedded database cannot write to its disk yet", e);
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
