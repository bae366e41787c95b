package dev.mooring.eventlog;

import java.time.Duration;

/**
 * Is told what processors do, for metrics. Called on the threads that do it: returns at once and
 * never throws. Thread-safe.
 */
public interface ProcessorObserver {

    /** Tells nobody. */
    ProcessorObserver NONE = new ProcessorObserver() {};

    /** This node works on a segment from now on. */
    default void claimed(String processor, int segment) {}

    /** This node works on a segment no longer: it gave it back, or lost it. */
    default void lost(String processor, int segment) {}

    /**
     * Events were handled, and the place behind them is stored.
     *
     * @param took from reading them to having stored their place
     */
    default void handled(String processor, int segment, int events, Duration took) {}

    /** A batch failed and is tried again. */
    default void failed(String processor, int segment) {}

    /**
     * How far a segment that this node works on is behind, every few seconds.
     *
     * @param positions to the head of the log
     * @param age how long ago what it shows was the newest; zero at the head
     */
    default void behind(String processor, int segment, long positions, Duration age) {}

    /** There was something to read, and nobody had rung. */
    default void doorbellMissed(String processor, int segment) {}

    /** Letters were parked. */
    default void parked(String processor, int letters) {}

    /** How many letters a processor has that this node works on, every few seconds. */
    default void letters(String processor, int letters) {}

    /** A batch takes longer than it should; told again each time that it has doubled. */
    default void stuck(String processor, int segment, Duration since) {}
}
