package dev.mooring.proofs.export;

import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.VerifierKey;
import org.jspecify.annotations.Nullable;

/** What the check of an export found. */
public sealed interface Verdict {

    /**
     * Every event is there, in order and as it was signed.
     *
     * @param workspace whose history it is
     * @param from index of the first event
     * @param to index after the last
     * @param firstPosition of the first event; 0 where there is none
     * @param lastPosition of the last event; 0 where there is none
     * @param checkpoint that covers them
     * @param signedBy the key that signed it
     */
    record Whole(
            String workspace,
            long from,
            long to,
            long firstPosition,
            long lastPosition,
            Checkpoint checkpoint,
            VerifierKey signedBy)
            implements Verdict {}

    /**
     * Something is not as it was signed.
     *
     * @param line of the file, from 1
     * @param position the first event that is not as it should be; null where it is none
     */
    record Broken(long line, @Nullable Long position, String reason) implements Verdict {}
}
