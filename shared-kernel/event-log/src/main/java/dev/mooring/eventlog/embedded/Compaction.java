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

    private static final long PAUSE_MILLIS = 500;
    private static final long SMALL_FILE_BYTES = 32L << 20;
    private static final int STEP_BYTES = 1 << 20;
    private static final int WANTED_FILL_PERCENT = 50;

    private final MVStore store;
    private final GroupCommit commits;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("embedded-mongo-compaction").factory());

    private Compaction(MVStore store, GroupCommit commits) {
        this.store = store;
        this.commits = commits;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a step logs its own failure
    static Compaction start(MVStore store, GroupCommit commits) {
        Compaction compaction = new Compaction(store, commits);
        compaction.timer.scheduleWithFixedDelay(
                compaction::step, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return compaction;
    }

    /** Returns when no step is running any more. */
    @Override
    public void close() {
        timer.close();
    }

    private void step() {
        try {
            if (store.getFileStore().size() > SMALL_FILE_BYTES
                    && store.getFileStore().getChunksFillRate() < WANTED_FILL_PERCENT) {
                commits.write(() -> store.compact(WANTED_FILL_PERCENT, STEP_BYTES));
            }
        } catch (RuntimeException e) {
            log.warn("compaction step failed", e);
        }
    }
}
