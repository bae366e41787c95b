package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.SealedCommit;
import org.jspecify.annotations.Nullable;

/** A commit on its way into the log. Used by one thread at a time. */
final class Pending {

    final SealedCommit commit;

    /** Whether another node asked for it, so that it is written here or not at all. */
    final boolean foreign;

    private boolean unanswered;
    private @Nullable Outcome outcome;

    /** One of this node's own callers'. */
    Pending(SealedCommit commit) {
        this(commit, false);
    }

    Pending(SealedCommit commit, boolean foreign) {
        this.commit = commit;
        this.foreign = foreign;
    }

    /** What became of a commit. */
    sealed interface Outcome {

        /**
         * In the log.
         *
         * @param repeated whether it was there before
         */
        record Written(CommitDocument document, boolean repeated) implements Outcome {}

        /** Not appended, or nobody knows. */
        record Failed(RuntimeException why) implements Outcome {}

        /** Not this node's to write any more; nothing was written. */
        record Refused() implements Outcome {}
    }

    void end(Outcome end) {
        if (outcome == null) {
            outcome = end;
        }
    }

    boolean isOpen() {
        return outcome == null;
    }

    @Nullable Outcome outcome() {
        return outcome;
    }

    /** It was sent to another node, which may write it at any time from now on. */
    void sentAway() {
        unanswered = true;
    }

    boolean isUnanswered() {
        return unanswered;
    }

    /** What it is to have been found in the log as this document. */
    Outcome.Written found(CommitDocument document) {
        return new Outcome.Written(document, !commit.equals(document.content()));
    }
}
