package dev.mooring.api.position;

import java.time.Duration;

/**
 * How far the read models are: the smallest position stored over a read model's segments, on any
 * node. Safe for use by many threads.
 */
public interface Positions {

    /** The position up to which the read model reflects the log; 0 for nothing yet. May block. */
    long reached(String readModel);

    /**
     * Blocks until the read model has reached the position.
     *
     * @return the position reached, which is less than asked for when the time ran out
     */
    long await(String readModel, long position, Duration atMost) throws InterruptedException;
}
