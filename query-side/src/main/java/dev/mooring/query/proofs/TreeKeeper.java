package dev.mooring.query.proofs;

import com.mongodb.MongoException;
import dev.mooring.eventlog.CommitCursor;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.query.proofs.Progress.State;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the trees grow with the log, on one node at a time. A node that falls silent is replaced;
 * what both of them write is the same. Not a processor of the log, which would leave out an event
 * that cannot be read: what cannot be read can be proved all the same. Thread-safe.
 */
final class TreeKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TreeKeeper.class);

    /** Fewer commits than this at once, and more are waited for. */
    private static final int MANY = 500;

    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_ALARM = Duration.ofSeconds(10);

    private final StoredLog log;
    private final TreeStore store;
    private final Progress progress;
    private final String node;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String alarm;

    /** While this node lets the trees grow. */
    private volatile @Nullable State leading;

    private final Vacancies vacancies;

    /**
     * @param node a name of this process; one that had it before is replaced at once
     */
    TreeKeeper(StoredLog log, TreeStore store, Progress progress, String node) {
        this.log = log;
        this.store = store;
        this.progress = progress;
        this.node = node;
        this.vacancies = new Vacancies(node);
        this.thread = Thread.ofPlatform().daemon().name("proofs").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** What is wrong with the log or the trees, as far as this node has met it. */
    @Nullable String alarm() {
        return alarm;
    }

    /** Leaves the trees to another node at once. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LOOK);
            var last = leading;
            if (last != null) {
                progress.replace(last, last.takenBy(""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MongoException | IllegalStateException e) {
            LOG.debug("the trees could not be left; another node takes them over", e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                turn();
            } catch (InterruptedException e) {
                return;
            } catch (LogCorruptException | DivergedException e) {
                raise(e);
            } catch (MongoException | LogUnavailableException e) {
                if (!closed) {
                    LOG.warn("the trees cannot grow at the moment: {}", e.getMessage());
                    pause(BEAT);
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("the trees do not grow", e);
                    pause(AFTER_ALARM);
                }
            }
        }
    }

    private void turn() throws InterruptedException {
        var found = progress.find().orElse(State.NONE);
        if (!vacancies.has("trees", found.node(), found.beat())) {
            Thread.sleep(LOOK);
            return;
        }
        var mine = found.takenBy(node);
        if (progress.replace(found, mine)) {
            lead(mine);
        }
    }

    /** Goes on until another node has taken over. */
    private void lead(State taken) throws InterruptedException {
        requireThisLog(taken);
        var trees = new Trees(store, taken.commit(), taken.position());
        try (var cursor = log.after(taken.commit())) {
            alarm = null;
            var state = taken;
            while (!closed) {
                leading = state;
                var next = grow(trees, cursor, state);
                if (next == null) {
                    leading = null;
                    LOG.info("another node lets the trees grow");
                    return;
                }
                state = next;
            }
            leading = state;
        }
    }

    private @Nullable State grow(Trees trees, CommitCursor cursor, State state)
            throws InterruptedException {
        var commits = cursor.next();
        if (commits.isEmpty()) {
            return idle(cursor, state);
        }
        var growth = trees.append(commits);
        store.save(growth.tiles(), growth.extents());
        var last = commits.getLast();
        var next = state.at(trees.commit(), trees.position(), last.hash().bytes());
        if (!progress.replace(state, next)) {
            return null;
        }
        if (commits.size() < MANY) {
            Thread.sleep(LINGER);
        }
        return next;
    }

    /** Says that this node lives, where nothing else does. */
    private @Nullable State idle(CommitCursor cursor, State state) throws InterruptedException {
        if (cursor.await(BEAT)) {
            // What is known of may not be there to be read yet.
            Thread.sleep(PAUSE);
            return state;
        }
        var next = state.takenBy(node);
        return progress.replace(state, next) ? next : null;
    }

    /** The trees go on with the log that they were made from, or not at all. */
    private void requireThisLog(State taken) {
        if (taken.commit() == 0) {
            return;
        }
        var there = log.numbered(List.of(taken.commit())).getFirst();
        if (!there.hash().toString().equals(taken.hash()) || there.last() != taken.position()) {
            throw new DivergedException(
                    "commit %d, at position %d, is not the one that the trees were made from"
                            .formatted(taken.commit(), taken.position()));
        }
    }

    private void raise(RuntimeException found) {
        alarm = String.valueOf(found.getMessage());
        LOG.error(
                "ALARM: the log does not lead to what is known of it, and nothing more is signed: {}",
                found.getMessage());
        pause(AFTER_ALARM);
    }

    private void pause(Duration how) {
        try {
            Thread.sleep(how);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
