package dev.mooring.recurring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done now and then while this node lives, on a thread of its own, so that no other
 * has to wait for it. Work that fails is done again at its next turn. Close it to end the thread,
 * which interrupts what is under way.
 */
public final class Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final ScheduledExecutorService thread;

    private Recurring(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
    }

    /**
     * Begins.
     *
     * @param name of the thread, and of the work in the log
     * @param first how long to wait at first
     * @param pause between the end of one turn and the next
     */
    public static Recurring start(String name, Duration first, Duration pause, Runnable work) {
        var recurring = new Recurring(name, pause, work);
        var _ =
                recurring.thread.scheduleWithFixedDelay(
                        recurring::turn, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return recurring;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void turn() {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("{} failed; again in {}", name, pause, e);
            }
        }
    }
}
