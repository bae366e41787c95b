package dev.mooring.eventlog;

import dev.mooring.eventlog.format.CommitDocument;
import java.util.Collection;
import java.util.List;

/**
 * A log as it is stored: whole commits, their chain checked, nothing decoded and nothing decrypted.
 * What is proved about a log stands on it, so that it holds when keys are gone. Thread-safe.
 */
public interface StoredLog {

    /** How many commits there are: the number of the last. */
    long end();

    /**
     * A reader of the commits after one.
     *
     * @param number that commit's; 0 to begin with the first
     * @throws LogCorruptException where there is no such commit
     */
    CommitCursor after(long number);

    /**
     * The commits with these numbers, in order, each of them what its hash says.
     *
     * @throws LogCorruptException where one is missing or is not what it was
     */
    List<CommitDocument> numbered(Collection<Long> numbers);
}
