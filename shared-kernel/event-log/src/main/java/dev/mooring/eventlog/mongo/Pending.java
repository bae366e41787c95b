package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.SealedCommit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A commit on its way into the log and the caller who waits for it. */
final class Pending {

    final SealedCommit commit;

    /** Completed with what became of it, or with the call to lead the next batch. */
    final CompletableFuture<Turn> turn = new CompletableFuture<>();

    private @Nullable Outcome outcome;

    Pending(SealedCommit commit) {
        this.commit = commit;
    }

    /** What a waiting caller is woken for. */
    sealed interface Turn {

        /** To write this batch, whose first is his own. */
        record Lead(List<Pending> batch) implements Turn {}

        /** His commit's end. */
        record Done(Outcome outcome) implements Turn {}
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
}
