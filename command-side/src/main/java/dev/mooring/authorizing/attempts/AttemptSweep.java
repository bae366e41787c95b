package dev.mooring.authorizing.attempts;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@link Attempts#sweep} every minute while this node lives. */
public final class AttemptSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptSweep.class);

    private final Attempts attempts;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("attempt-sweep").factory());

    private AttemptSweep(Attempts attempts) {
        this.attempts = attempts;
    }

    public static AttemptSweep start(Attempts attempts) {
        var sweep = new AttemptSweep(attempts);
        var _ = sweep.thread.scheduleWithFixedDelay(sweep::run, 1, 1, TimeUnit.MINUTES);
        return sweep;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void run() {
        try {
            attempts.sweep();
        } catch (RuntimeException e) {
            LOG.warn("old attempts could not be swept; again in a minute", e);
        }
    }
}
