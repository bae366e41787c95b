package dev.mooring.eventlog.mongo;

import com.mongodb.MongoException;
import dev.mooring.eventlog.LogUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between tries, longer each time, until patience runs out. Holds an interruption of its
 * thread back until closed: an interrupted thread could neither send nor wait for the answer.
 */
final class Backoff implements AutoCloseable {

    private static final long FIRST_MS = 1;
    private static final long LONGEST_MS = 250;

    private final Timing timing;
    private final long deadline;
    private long pause = FIRST_MS;
    private boolean unanswered;
    private boolean interrupted = Thread.interrupted();

    Backoff(Duration patience, Timing timing) {
        this.timing = timing;
        this.deadline = timing.nanoTime() + patience.toNanos();
    }

    /** Something went unanswered before. */
    void unanswered() {
        unanswered = true;
    }

    /**
     * Pauses after something went unanswered.
     *
     * @param sent whether it may have reached a server
     */
    void next(boolean sent, Throwable why) throws OutOfPatience {
        unanswered |= sent;
        next(why);
    }

    /** Pauses. */
    void next(@Nullable Throwable why) throws OutOfPatience {
        interrupted |= Thread.interrupted();
        if (timing.nanoTime() > deadline) {
            throw new OutOfPatience(failure(why));
        }
        try {
            timing.sleep(Duration.ofMillis(pause));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        pause = Math.min(pause * 2, LONGEST_MS);
    }

    /** Reads until there is an answer. */
    <T> T until(Supplier<T> read) throws OutOfPatience {
        while (true) {
            try {
                return read.get();
            } catch (MongoException e) {
                next(e);
            }
        }
    }

    /**
     * What to tell those whose commits have no end: whether anything went unanswered on the way.
     */
    LogUnavailableException failure(@Nullable Throwable why) {
        return unanswered
                ? LogUnavailableException.unresolved(why)
                : LogUnavailableException.notWritten(why);
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
