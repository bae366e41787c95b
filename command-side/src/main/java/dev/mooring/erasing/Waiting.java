package dev.mooring.erasing;

import dev.mooring.eventlog.ProcessorPositions;
import java.time.Duration;

/** Waiting, until the node stops. */
final class Waiting {

    private Waiting() {}

    /** Whether the processor came so far in that time. */
    static boolean until(
            ProcessorPositions processors, String name, long position, Duration atMost) {
        try {
            return processors.await(name, position, atMost) >= position;
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static IllegalStateException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("stopped while it waited", e);
    }
}
