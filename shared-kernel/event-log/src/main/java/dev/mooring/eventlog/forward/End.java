package dev.mooring.eventlog.forward;

import dev.mooring.eventlog.format.CommitDocument;

/** What became of one commit at the node that was asked to write it. */
public sealed interface End {

    /**
     * It is in the log.
     *
     * @param repeated whether an earlier sending of the command wrote it
     */
    record Written(CommitDocument document, boolean repeated) implements End {}

    /** Another commit holds a sequence that it claims. */
    record Conflict(String aggregateId, long sequence) implements End {}

    /** The database could not be reached, and nothing was written. */
    record Unwritten() implements End {}

    /** Nobody knows. */
    record Unresolved() implements End {}

    /** The lease was lost before it was written; it was not and will not be, there. */
    record Declined() implements End {}
}
