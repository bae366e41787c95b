package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import java.util.Map;

/**
 * Tells whether what a decision stood on was the head of the log. A primary that was replaced and
 * has not heard of it answers reads from before, for a second or two. Whoever hands out on a
 * decision what cannot be taken back therefore makes a record of it first, in another log of the
 * same database, and then asks here: the answer comes from a server that has the record, and with
 * it all that was acknowledged before the record was begun. Thread-safe.
 */
@FunctionalInterface
public interface StillAtHead {

    /** Where one server is all there is, so that none is ever replaced. */
    StillAtHead ALWAYS = (_, _) -> true;

    /**
     * Whether no aggregate has gone further than it was read.
     *
     * @param record the id of a commit that is durable in the log of records
     * @param versions the last sequence that was read of each aggregate; -1 where there was none
     * @throws LogUnavailableException where no server with the record answers within the log's
     *     patience
     */
    boolean holds(CommandId record, Map<String, Long> versions);
}
