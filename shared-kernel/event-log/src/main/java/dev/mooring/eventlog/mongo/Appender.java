package dev.mooring.eventlog.mongo;

import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.mongo.Pending.Outcome;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import dev.mooring.eventlog.mongo.Pending.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A node's one way into the log. One batch is in flight at a time. Who comes while none is writes
 * his own commit at once, on his own thread; who comes meanwhile waits, and the first of those who
 * wait writes for all of them. Thread-safe.
 */
final class Appender {

    private static final int BATCH_COMMITS = 500;
    private static final long BATCH_BYTES = 2 * SealedCommit.MAX_SIZE;

    private final BatchWriter writer;
    private final Duration patience;
    private final Timing timing;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private boolean writing;

    /**
     * @param patience how long a commit waits for its batch to begin
     */
    Appender(BatchWriter writer, Duration patience, Timing timing) {
        this.writer = writer;
        this.patience = patience;
        this.timing = timing;
    }

    /** What became of it; an interruption is put off until that is known. */
    Written append(SealedCommit commit) {
        var own = new Pending(commit);
        var outcome = join(own) ? lead(own, List.of(own)) : await(own);
        return switch (outcome) {
            case Written written -> written;
            case Failed failed -> throw failed.why();
        };
    }

    /** Whether nobody is writing, so that it is this caller's turn. */
    private boolean join(Pending own) {
        lock.lock();
        try {
            if (writing) {
                waiting.add(own);
                return false;
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Outcome await(Pending own) {
        return switch (turn(own)) {
            case Turn.Done done -> done.outcome();
            case Turn.Lead lead -> lead(own, lead.batch());
        };
    }

    private Turn turn(Pending own) {
        var interrupted = false;
        var deadline = timing.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    return timing.await(own.turn, Duration.ofNanos(deadline - timing.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (leave(own)) {
                        return new Turn.Done(new Failed(LogUnavailableException.notWritten(null)));
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

    /** Whether a commit could still be taken back. */
    private boolean leave(Pending own) {
        lock.lock();
        try {
            return waiting.remove(own);
        } finally {
            lock.unlock();
        }
    }

    private Outcome lead(Pending own, List<Pending> batch) {
        try {
            writer.write(batch);
        } catch (RuntimeException e) {
            batch.forEach(pending -> pending.end(new Failed(e)));
            throw e;
        } finally {
            for (var pending : batch) {
                pending.end(new Failed(LogUnavailableException.unresolved(null)));
                if (pending != own) {
                    pending.turn.complete(new Turn.Done(requireNonNull(pending.outcome())));
                }
            }
            handOver();
        }
        return requireNonNull(own.outcome());
    }

    /** Wakes the first of those who wait to write for all of them. */
    private void handOver() {
        List<Pending> batch;
        lock.lock();
        try {
            batch = nextBatch();
            writing = !batch.isEmpty();
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            batch.getFirst().turn.complete(new Turn.Lead(batch));
        }
    }

    private List<Pending> nextBatch() {
        var batch = new ArrayList<Pending>();
        long bytes = 0;
        @Nullable Pending next;
        while (batch.size() < BATCH_COMMITS && (next = waiting.peek()) != null) {
            bytes += next.commit.size();
            if (bytes > BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }
}
