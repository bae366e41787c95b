package dev.mooring.query.proofs;

import java.time.Duration;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * A verification of everything that is known about a tree, and how far it is.
 *
 * @param id its own
 * @param tree a workspace, or the installation
 * @param total what there is to do: a workspace's events, or the log's
 * @param reached up to where it is verified, and where it goes on
 * @param lastCommit where it ends, for the installation; 0 for a workspace
 * @param spent working on it, over all nodes
 * @param node that works on it; empty for none
 * @param beat grows as long as that node lives
 * @param brokenAt the first position that is not as it should be; null where there is none
 * @param reason what is wrong; null where nothing is
 */
record Verification(
        String id,
        String tree,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long total,
        Check.Place reached,
        long lastCommit,
        Duration spent,
        String node,
        long beat,
        @Nullable Long brokenAt,
        @Nullable String reason) {

    /** What has become of it. */
    enum State {
        RUNNING,
        WHOLE,
        BROKEN
    }

    static Verification begun(String id, String tree, Instant now, long total, long lastCommit) {
        return new Verification(
                id,
                tree,
                State.RUNNING,
                now,
                null,
                total,
                new Check.Place(0, 0, 0),
                lastCommit,
                Duration.ZERO,
                "",
                0,
                null,
                null);
    }

    Verification takenBy(String other) {
        return new Verification(
                id,
                tree,
                state,
                startedAt,
                finishedAt,
                total,
                reached,
                lastCommit,
                spent,
                other,
                beat + 1,
                brokenAt,
                reason);
    }

    Verification at(Check.Place place, Duration more) {
        return new Verification(
                id,
                tree,
                state,
                startedAt,
                finishedAt,
                total,
                place,
                lastCommit,
                spent.plus(more),
                node,
                beat + 1,
                brokenAt,
                reason);
    }

    Verification ended(State how, Instant now, @Nullable Long position, @Nullable String why) {
        return new Verification(
                id,
                tree,
                how,
                startedAt,
                now,
                total,
                reached,
                lastCommit,
                spent,
                node,
                beat + 1,
                position,
                why);
    }

    /** What is done of all there is to do. */
    long done() {
        return Math.min(reached.done(), total);
    }

    /** Events a second, over the time that was spent on it; 0 before there is any. */
    long perSecond() {
        return spent.isZero() ? 0 : done() * 1_000_000_000L / spent.toNanos();
    }

    BsonDocument toBson() {
        return new BsonDocument("_id", new BsonString(id))
                .append("tree", new BsonString(tree))
                .append("state", new BsonString(state.name()))
                .append("startedAt", new BsonDateTime(startedAt.toEpochMilli()))
                .append(
                        "finishedAt",
                        finishedAt == null
                                ? BsonNull.VALUE
                                : new BsonDateTime(finishedAt.toEpochMilli()))
                .append("total", new BsonInt64(total))
                .append("done", new BsonInt64(reached.done()))
                .append("place", new BsonInt64(reached.position()))
                .append("commit", new BsonInt64(reached.commit()))
                .append("lastCommit", new BsonInt64(lastCommit))
                .append("spent", new BsonInt64(spent.toMillis()))
                .append("node", new BsonString(node))
                .append("beat", new BsonInt64(beat))
                .append("brokenAt", brokenAt == null ? BsonNull.VALUE : new BsonInt64(brokenAt))
                .append("reason", reason == null ? BsonNull.VALUE : new BsonString(reason));
    }

    static Verification from(BsonDocument stored) {
        return new Verification(
                stored.getString("_id").getValue(),
                stored.getString("tree").getValue(),
                State.valueOf(stored.getString("state").getValue()),
                Instant.ofEpochMilli(stored.getDateTime("startedAt").getValue()),
                stored.isNull("finishedAt")
                        ? null
                        : Instant.ofEpochMilli(stored.getDateTime("finishedAt").getValue()),
                stored.getInt64("total").getValue(),
                new Check.Place(
                        stored.getInt64("done").getValue(),
                        stored.getInt64("place").getValue(),
                        stored.getInt64("commit").getValue()),
                stored.getInt64("lastCommit").getValue(),
                Duration.ofMillis(stored.getInt64("spent").getValue()),
                stored.getString("node").getValue(),
                stored.getInt64("beat").getValue(),
                stored.isNull("brokenAt") ? null : stored.getInt64("brokenAt").getValue(),
                stored.isNull("reason") ? null : stored.getString("reason").getValue());
    }
}
