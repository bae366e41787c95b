package dev.mooring.eventlog.embedded;

import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes writes durable, many with one sync.
 *
 * <p>Writes are numbered as they begin, under a lock that also excludes the commit: so a commit
 * holds whole writes only, and everything up to a known number. The first writer that waits commits
 * and syncs for all that wait with it; the others find their number covered when they get their
 * turn. A lone writer does it on its own thread.
 */
final class GroupCommit {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final StoreFile file;
    private final Runnable stopped;
    private final ReentrantLock writes = new ReentrantLock();
    private final ReentrantLock syncs = new ReentrantLock();

    private volatile long begun;
    private volatile long durable;
    private volatile @Nullable EmbeddedMongoException failure;

    /**
     * @param stopped called once, when the disk has failed and nothing is written any more
     */
    GroupCommit(StoreFile file, Runnable stopped) {
        this.file = file;
        this.stopped = stopped;
    }

    GroupCommit(StoreFile file) {
        this(file, () -> {});
    }

    /**
     * Runs a write alone and returns when it is on disk. Also when it throws: a refusal tells of
     * what others wrote.
     *
     * @throws EmbeddedMongoException when it could not be written; whether it is there after the
     *     next start is then unknown
     */
    <T> T write(Supplier<T> command) {
        refuseAfterFailure();
        long number = 0;
        try {
            writes.lock();
            try {
                number = begun + 1;
                begun = number;
                return command.get();
            } finally {
                writes.unlock();
            }
        } finally {
            awaitDurable(number);
        }
    }

    /** Returns when everything that any thread may have seen by now is on disk. */
    void awaitAllSeen() {
        awaitDurable(begun);
    }

    private void awaitDurable(long number) {
        if (durable >= number) {
            return;
        }
        syncs.lock();
        try {
            if (durable < number) {
                refuseAfterFailure();
                durable = commitAndSync();
            }
        } finally {
            syncs.unlock();
        }
    }

    private long commitAndSync() {
        try {
            long upTo;
            long version;
            writes.lock();
            try {
                upTo = begun;
                version = file.commit();
            } finally {
                writes.unlock();
            }
            file.sync(version);
            return upTo;
        } catch (MVStoreException | UncheckedIOException e) {
            EmbeddedMongoException why =
                    new EmbeddedMongoException(
                            "The embedded database could not write to its disk (%s). Nothing acknowledged is lost; nothing more is acknowledged until it can. Make room or mend the disk."
                                    .formatted(e.getMessage()),
                            e);
            failure = why;
            log.error("{}", why.getMessage());
            log.debug("the cause", e);
            stopped.run();
            throw why;
        }
    }

    private void refuseAfterFailure() {
        EmbeddedMongoException why = failure;
        if (why != null) {
            throw why;
        }
    }
}
