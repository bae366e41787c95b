package dev.mooring.eventlog;

import java.time.Duration;
import java.util.List;

/**
 * Reads a log onwards, event by event, without missing or doubling one. For one thread, but for
 * {@link #wake}.
 */
public interface EventCursor extends AutoCloseable {

    /** The next events in order, up to so many; empty at the head. Does not wait. */
    List<RecordedEvent> next(int maxEvents);

    /**
     * Waits until there may be something to read, at most so long.
     *
     * @return whether a commit beyond what was read is known of
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Ends the wait that is on, and every later one at once. From any thread. */
    void wake();

    /** Calls back, from another thread, whenever a commit arrives, until the cursor is closed. */
    void onCommit(Runnable callback);

    @Override
    void close();
}
