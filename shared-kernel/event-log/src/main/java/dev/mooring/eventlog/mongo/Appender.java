package dev.mooring.eventlog.mongo;

import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.mongo.Party.Turn;
import dev.mooring.eventlog.mongo.Pending.Outcome;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Refused;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A node's one way into the log. One batch is in flight at a time. Who comes while none is writes
 * at once, on his own thread; who comes meanwhile waits, and the first of those who wait writes for
 * all of them. Callers that were just answered tend to come back, and a batch costs little more
 * than a commit: so the writer waits, a millisecond at most, until as many are there as were
 * answered last. What other nodes send has a longer way, and meets this node's own in one batch
 * only if somebody waits: then for all that are known of, for as long as the last batch took.
 * Thread-safe.
 */
final class Appender {

    private static final int BATCH_COMMITS = 500;
    private static final long BATCH_BYTES = 2 * SealedCommit.MAX_SIZE;
    private static final long LINGER = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_LINGER = Duration.ofMillis(10).toNanos();

    private final BatchSink sink;
    private final Duration patience;
    private final Timing timing;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Party> waiting = new ArrayDeque<>();

    /** Commits of those who wait. */
    private int waitingCommits;

    private boolean writing;

    /** When the last batch was answered. */
    private long lastEnd;

    /** How many the next batch is kept open for, and for how long after that. */
    private int expectedCommits;

    private long lingering;

    /** Completed when as many wait as the next batch is kept open for. */
    private @Nullable CompletableFuture<Boolean> enough;

    private int enoughCommits;

    /**
     * @param patience how long a commit waits for its batch to begin
     */
    Appender(BatchSink sink, Duration patience, Timing timing) {
        this.sink = sink;
        this.patience = patience;
        this.timing = timing;
    }

    /** What became of it; an interruption is put off until that is known. */
    Written append(SealedCommit commit) {
        var outcome = submit(Party.own(commit)).getFirst();
        return switch (outcome) {
            case Written written -> written;
            case Failed failed -> throw failed.why();
            case Refused() -> throw new IllegalStateException("an own commit is refused to nobody");
        };
    }

    /** What became of commits that another node wants written here, in their order. */
    List<Outcome> appendFor(List<SealedCommit> commits) {
        return submit(Party.foreign(commits));
    }

    private List<Outcome> submit(Party own) {
        if (join(own) || await(own)) {
            lead(own);
        }
        return own.commits.stream().map(pending -> requireNonNull(pending.outcome())).toList();
    }

    /** Whether nobody is writing, so that it is this caller's turn. */
    private boolean join(Party own) {
        lock.lock();
        try {
            waiting.add(own);
            waitingCommits += own.size();
            if (enough != null && waitingCommits >= enoughCommits) {
                enough.complete(true);
            }
            var free = !writing;
            writing = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is this one's turn to write, in the end; else its commits have their ends. */
    private boolean await(Party own) {
        var interrupted = false;
        var deadline = timing.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    var left = Duration.ofNanos(deadline - timing.nanoTime());
                    return timing.await(own.turn, left) == Turn.LEAD;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (leave(own)) {
                        var failed = new Failed(LogUnavailableException.notWritten(null));
                        own.commits.forEach(pending -> pending.end(failed));
                        return false;
                    }
                    // It is in a batch by now, whose writer has a deadline of his own.
                    deadline += patience.toNanos();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether commits could still be taken back. */
    private boolean leave(Party own) {
        lock.lock();
        try {
            if (own.turn.isDone() || !waiting.remove(own)) {
                return false;
            }
            waitingCommits -= own.size();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void lead(Party own) {
        linger();
        var start = timing.nanoTime();
        var batch = nextBatch();
        var commits = batch.stream().flatMap(party -> party.commits.stream()).toList();
        try {
            sink.write(commits);
        } catch (RuntimeException e) {
            commits.forEach(pending -> pending.end(new Failed(e)));
            throw e;
        } finally {
            commits.forEach(
                    pending -> pending.end(new Failed(LogUnavailableException.unresolved(null))));
            handOver(batch, commits.size(), timing.nanoTime() - start);
            batch.stream()
                    .filter(party -> party != own)
                    .forEach(party -> party.turn.complete(Turn.DONE));
        }
    }

    /** Gives those who were just answered a moment to come back. */
    private void linger() {
        CompletableFuture<Boolean> arrived;
        long left;
        lock.lock();
        try {
            left = lastEnd + lingering - timing.nanoTime();
            if (left <= 0 || waitingCommits >= expectedCommits) {
                return;
            }
            enoughCommits = expectedCommits;
            enough = new CompletableFuture<>();
            arrived = enough;
        } finally {
            lock.unlock();
        }
        var interrupted = false;
        try {
            timing.await(arrived, Duration.ofNanos(left));
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException e) {
            // Not all of them come back.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those who are first in line, as many as go together. */
    private List<Party> nextBatch() {
        lock.lock();
        try {
            enough = null;
            var batch = new ArrayList<Party>();
            int commits = 0;
            long bytes = 0;
            @Nullable Party next;
            while ((next = waiting.peek()) != null) {
                commits += next.size();
                bytes += next.bytes;
                if (!batch.isEmpty() && (commits > BATCH_COMMITS || bytes > BATCH_BYTES)) {
                    break;
                }
                batch.add(waiting.remove());
                waitingCommits -= next.size();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the first of those who wait to write for all of them. */
    private void handOver(List<Party> answered, int commits, long took) {
        lock.lock();
        try {
            lastEnd = timing.nanoTime();
            if (hasForeign(answered) || hasForeign(waiting)) {
                expectedCommits = Math.min(commits + waitingCommits, BATCH_COMMITS);
                lingering = Math.clamp(took, LINGER, LONGEST_LINGER);
            } else {
                expectedCommits = commits;
                lingering = LINGER;
            }
            var next = waiting.peek();
            if (next == null) {
                writing = false;
            } else {
                next.turn.complete(Turn.LEAD);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasForeign(Collection<Party> parties) {
        return parties.stream().anyMatch(Party::isForeign);
    }
}
