package dev.mooring.eventlog.mongo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * How time passes for those who write, and how they wait: as the system has it, or as a simulation
 * does. Nothing else in the way into the log waits for time or for another thread. Thread-safe.
 */
interface Timing {

    Timing SYSTEM = new SystemTiming();

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Lets so much time pass. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits for what another thread finds out.
     *
     * @throws TimeoutException where it did not in so much time
     */
    <T> T await(CompletableFuture<T> future, Duration atMost)
            throws InterruptedException, TimeoutException;
}
