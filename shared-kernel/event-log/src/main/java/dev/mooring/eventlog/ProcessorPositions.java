package dev.mooring.eventlog;

import java.time.Duration;

/** How far processors have come, on whichever node they run. Thread-safe. */
public interface ProcessorPositions {

    /** The position that all of a processor's segments have stored; 0 before it began. */
    long position(String processor);

    /**
     * Waits until a processor has stored a position.
     *
     * @return the position reached, which is below the one asked for when the time ran out
     */
    long await(String processor, long position, Duration atMost) throws InterruptedException;
}
