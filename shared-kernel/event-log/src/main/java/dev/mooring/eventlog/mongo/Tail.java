package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.SealedCommit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The end of the chain as far as it is known for certain: from own acknowledged writes or a
 * majority read on the primary.
 *
 * @param number of the last commit
 * @param position of its last event
 */
public record Tail(long number, long position, Instant at, Hash hash) {

    public static final Tail EMPTY = new Tail(0, 0, Instant.EPOCH, Hash.NONE);

    public static Tail at(CommitDocument last) {
        var intact = last.intact();
        return new Tail(intact.number(), intact.last(), intact.at(), intact.hash());
    }

    /** The next slot, filled. Its time is never before this one's. */
    CommitDocument next(SealedCommit commit, Instant now) {
        var stored = now.truncatedTo(ChronoUnit.MILLIS);
        return CommitDocument.inSlot(
                commit, number + 1, position + 1, stored.isBefore(at) ? at : stored, hash);
    }

    /**
     * Moves on over the next commit.
     *
     * @throws LogCorruptException where it does not continue the chain, or is not what its hash
     *     says
     */
    public Tail over(CommitDocument next) {
        var end = linked(next);
        next.intact();
        return end;
    }

    /** Likewise, over one that is known to be what its hash says. */
    Tail linked(CommitDocument next) {
        if (next.number() != number + 1
                || next.first() != position + 1
                || next.at().isBefore(at)
                || !next.previous().equals(hash)) {
            throw new LogCorruptException(
                    "commit %d does not continue commit %d".formatted(next.number(), number));
        }
        return new Tail(next.number(), next.last(), next.at(), next.hash());
    }
}
