package dev.mooring.eventlog.processing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that can be called off from another thread, once and for good. Thread-safe. */
final class Pause {

    private final CountDownLatch calledOff = new CountDownLatch(1);

    void callOff() {
        calledOff.countDown();
    }

    boolean isCalledOff() {
        return calledOff.getCount() == 0;
    }

    /**
     * Waits for so long.
     *
     * @throws StoppingException where it is called off
     */
    void of(Duration duration) {
        try {
            if (calledOff.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoppingException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppingException();
        }
    }
}
