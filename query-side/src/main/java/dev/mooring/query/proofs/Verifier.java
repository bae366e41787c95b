package dev.mooring.query.proofs;

import com.mongodb.MongoException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.query.proofs.Verification.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on verifications, one at a time on a node. What a node that died had verified stays
 * verified, and another goes on from there. Thread-safe.
 */
final class Verifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BEAT = Duration.ofMillis(500);

    private final StoredLog log;
    private final TreeStore store;
    private final Checkpoints checkpoints;
    private final Verifications verifications;
    private final InstantSource clock;
    private final String node;
    private final Thread thread;
    private final Vacancies vacancies;

    private volatile boolean closed;

    /**
     * @param node a name of this process; what one that had it before left is taken up at once
     */
    Verifier(
            StoredLog log,
            TreeStore store,
            Checkpoints checkpoints,
            Verifications verifications,
            InstantSource clock,
            String node) {
        this.log = log;
        this.store = store;
        this.checkpoints = checkpoints;
        this.verifications = verifications;
        this.clock = clock;
        this.node = node;
        this.vacancies = new Vacancies(node);
        this.thread = Thread.ofPlatform().daemon().name("verifier").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                if (!turn()) {
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                return;
            } catch (MongoException | LogUnavailableException e) {
                LOG.debug("verifications wait for the database", e);
                pause();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("verifications do not get on", e);
                    pause();
                }
            }
        }
    }

    /** Whether there was something to do. */
    private boolean turn() {
        var running = verifications.running();
        var ids = new HashSet<String>();
        running.forEach(it -> ids.add(it.id()));
        vacancies.retain(ids);
        for (var found : running) {
            if (vacancies.has(found.id(), found.node(), found.beat())) {
                var mine = found.takenBy(node);
                if (verifications.replace(found, mine)) {
                    work(mine);
                    return true;
                }
            }
        }
        return false;
    }

    private void work(Verification mine) {
        var at = mine;
        long since = System.nanoTime();
        @Nullable Check check = null;
        try {
            check = check(mine);
            while (check.advance()) {
                if (closed) {
                    return;
                }
                long now = System.nanoTime();
                if (now - since >= BEAT.toNanos()) {
                    var next = at.at(check.reached(), Duration.ofNanos(now - since));
                    if (!verifications.replace(at, next)) {
                        return;
                    }
                    at = next;
                    since = now;
                }
            }
            end(at, check, since, State.WHOLE, null, null);
        } catch (BrokenException e) {
            end(at, check, since, State.BROKEN, e.position(), e.getMessage());
        } catch (DivergedException e) {
            end(at, check, since, State.BROKEN, null, e.getMessage());
        } catch (LogCorruptException e) {
            long position = check == null ? at.reached().position() : check.reached().position();
            end(at, check, since, State.BROKEN, position + 1, e.getMessage());
        }
    }

    private void end(
            Verification at,
            @Nullable Check check,
            long since,
            State how,
            @Nullable Long position,
            @Nullable String reason) {
        if (how == State.BROKEN) {
            LOG.error(
                    "ALARM: a verification of {} found at position {}: {}",
                    at.tree(),
                    position,
                    reason);
        }
        var spent = Duration.ofNanos(System.nanoTime() - since);
        var reached = check == null ? at : at.at(check.reached(), spent);
        verifications.replace(at, reached.ended(how, clock.instant(), position, reason));
    }

    private Check check(Verification mine) {
        var from = mine.reached();
        return mine.tree().equals(TreeStore.INSTALLATION)
                ? new InstallationCheck(log, store, checkpoints, mine.lastCommit(), from)
                : new WorkspaceCheck(log, store, checkpoints, mine.tree(), mine.total(), from);
    }

    private void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
