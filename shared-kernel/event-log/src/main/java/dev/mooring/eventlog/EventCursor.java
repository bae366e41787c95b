package dev.mooring.eventlog;

import java.time.Duration;
import java.util.List;

/**
 * Reads a log onwards, event by event, without missing or doubling one. On the way it checks the
 * chain: that each commit is what its hash says and goes on from the one before. While there is
 * much to read, the next commits are fetched before they are asked for, about 6 MiB of them at
 * most. For one thread, but for {@link #wake}.
 */
public interface EventCursor extends AutoCloseable {

    /**
     * The next events in order, up to so many, and few enough to take about 10 MiB in the log; none
     * at the head. Does not wait. They are decrypted and decoded in this call, on all processors:
     * what was erased until then is not in them. What goes wrong behind an event that can be handed
     * out comes to light with the next call.
     *
     * @throws LogCorruptException where the log is not what was written; every call says so then
     * @throws UnreadableEventException for an event that cannot be decoded; likewise
     * @throws LogUnavailableException where the database does not answer; the next call goes on
     */
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
