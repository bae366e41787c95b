package dev.mooring.erasing;

import dev.mooring.eventlog.Processor;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries erasures on, step by step, on the node that leads the policy. A step that fails, or whose
 * node dies, is done again at the next turn, wherever that is. Several erasures go on side by side:
 * a service that is slow to answer holds nobody else's up.
 */
final class Eraser implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
    private static final int AT_ONCE = 16;

    private final Processor leading;
    private final Erasures erasures;
    private final Map<Step, Work> steps;

    /**
     * @param steps what each does; {@link Step#DONE} does nothing
     */
    Eraser(Processor leading, Erasures erasures, Map<Step, Work> steps) {
        this.leading = leading;
        this.erasures = erasures;
        this.steps = Map.copyOf(steps);
    }

    @Override
    public void run() {
        if (!leading.isLeading()) {
            return;
        }
        var unfinished = erasures.unfinished();
        if (unfinished.isEmpty()) {
            return;
        }
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var erasure : unfinished) {
                places.acquireUninterruptibly();
                var _ =
                        threads.submit(() -> {
                            try {
                                carryOn(erasure);
                            } finally {
                                places.release();
                            }
                        });
            }
        }
    }

    private void carryOn(Erasure begun) {
        var erasure = begun;
        try {
            while (erasure.step() != Step.DONE && leading.isLeading()) {
                erasure = next(erasure);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "the erasure of {} stands at {}; again at the next turn",
                    erasure.user(),
                    erasure.step().code(),
                    e);
        }
    }

    /** Does a step, and reads anew what it may have noted. */
    private Erasure next(Erasure erasure) {
        var work = steps.get(erasure.step());
        if (work == null) {
            throw new IllegalStateException(erasure.step() + " is nobody's work");
        }
        work.on(erasure);
        var next = erasure.step().next();
        erasures.advance(erasure, next);
        LOG.info("the erasure of {} is at {}", erasure.user(), next.code());
        return erasures.find(erasure.workspace(), erasure.user()).orElse(erasure.at(next));
    }
}
