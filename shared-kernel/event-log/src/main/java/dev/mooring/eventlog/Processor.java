package dev.mooring.eventlog;

/**
 * Leads every event of the log, each owner's in order, to a {@link BatchHandler}, and goes on where
 * it stopped, on whichever node. It is one segment, on one node at a time, unless it is divided
 * into {@link Segments}. Thread-safe.
 */
public interface Processor extends AutoCloseable {

    String name();

    /** Begins, on threads of its own, with what no other node works on. */
    void start();

    /** Whether this node works on it, or on a part of it, by database time. */
    boolean isLeading();

    /** Stops after the batch at hand and gives its segments back. */
    @Override
    void close();
}
