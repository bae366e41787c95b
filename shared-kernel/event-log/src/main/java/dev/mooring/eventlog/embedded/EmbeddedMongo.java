package dev.mooring.eventlog.embedded;

import java.nio.file.Path;
import java.time.Clock;
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

    private final StoreFile file;
    private final Compaction compaction;
    private final LoopbackServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMongo(StoreFile file, Compaction compaction, LoopbackServer server) {
        this.file = file;
        this.compaction = compaction;
        this.server = server;
    }

    /**
     * Opens the database in {@code folder}, or creates it there.
     *
     * @throws EmbeddedMongoException when another process has it open, or when it cannot be read;
     *     the message says what to do
     */
    public static EmbeddedMongo open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /** The same, with {@code clock} as the time that {@code hello} tells clients. */
    public static EmbeddedMongo open(Path folder, Clock clock) {
        return open(folder, clock, Compaction.Pace.NORMAL);
    }

    static EmbeddedMongo open(Path folder, Clock clock, Compaction.Pace pace) {
        StoreFile file = StoreFile.open(folder);
        try {
            GroupCommit commits = new GroupCommit(file.store());
            Backend backend = new Backend(file.store(), commits, clock);
            new IndexCheck(backend).run(file.wasClosedCleanly());
            file.markOpen();
            LoopbackServer server = LoopbackServer.start(backend);
            log.info("embedded database in {} at {}", folder, server.connectionString());
            Compaction compaction = new Compaction(file.store(), commits, pace);
            compaction.start();
            return new EmbeddedMongo(file, compaction, server);
        } catch (RuntimeException e) {
            file.abandon();
            throw e;
        }
    }

    /** Where a driver finds it: {@code mongodb://127.0.0.1:<port>}, the port another each time. */
    public String connectionString() {
        return server.connectionString();
    }

    /** Ends all connections and closes the file; returns when the folder is free. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
            compaction.close();
            file.close();
        }
    }
}
