package dev.mooring.eventlog.embedded;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file within a few times its content. Each commit writes anew every page that it
 * touched, and leaves behind a chunk of which little stays in use; without this the file came to
 * twenty times its content. As a write among others it never stores half a command, a megabyte at a
 * time so that writers hardly notice, and only once the file has some size.
 */
final class Compaction implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    private static final int WANTED_FILL_PERCENT = 50;

    private final MVStore store;
    private final GroupCommit commits;
    private final Pace pace;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("embedded-mongo-compaction").factory());

    /**
     * How much it does.
     *
     * @param pauseMillis between two steps
     * @param smallFileBytes up to this size the file is left alone
     * @param stepBytes how much live content one step moves, about
     */
    record Pace(long pauseMillis, long smallFileBytes, int stepBytes) {

        static final Pace NORMAL = new Pace(500, 32L << 20, 1 << 20);
    }

    Compaction(MVStore store, GroupCommit commits, Pace pace) {
        this.store = store;
        this.commits = commits;
        this.pace = pace;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a step logs its own failure
    void start() {
        timer.scheduleWithFixedDelay(
                this::step, pace.pauseMillis(), pace.pauseMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when no step is running any more. */
    @Override
    public void close() {
        timer.close();
    }

    /** Moves a little, if the file has become sparse. */
    void step() {
        try {
            if (store.getFileStore().size() > pace.smallFileBytes()
                    && store.getFileStore().getChunksFillRate() < WANTED_FILL_PERCENT) {
                commits.write(() -> store.compact(WANTED_FILL_PERCENT, pace.stepBytes()));
            }
        } catch (RuntimeException e) {
            log.warn("compaction step failed", e);
        }
    }
}
