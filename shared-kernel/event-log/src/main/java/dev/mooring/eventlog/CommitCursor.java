package dev.mooring.eventlog;

import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.List;

/**
 * Reads a log onwards, commit by commit, checking that each is what its hash says and goes on from
 * the one before. For one thread, but for {@link #wake}.
 */
public interface CommitCursor extends AutoCloseable {

    /**
     * The next commits in order, about as many as are read at once; none at the head. Does not
     * wait.
     *
     * @throws LogCorruptException where the first does not go on from those before
     */
    List<CommitDocument> next();

    /** Waits until there may be something to read, at most so long. */
    boolean await(Duration atMost) throws InterruptedException;

    /** Ends the wait that is on, and every later one at once. From any thread. */
    void wake();

    @Override
    void close();
}
