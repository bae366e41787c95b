package dev.mooring.eventlog;

/**
 * Leads every event of the log, in order, to a {@link BatchHandler}, on one node at a time, and
 * goes on where it stopped, on whichever node. Thread-safe.
 */
public interface Processor extends AutoCloseable {

    String name();

    /** Begins, on a thread of its own, as soon as no other node holds its claim. */
    void start();

    /** Whether this node holds its claim, by database time. */
    boolean isLeading();

    /** Stops after the batch at hand and gives the claim back. */
    @Override
    void close();
}
