package dev.mooring.query.rebuilding;

import dev.mooring.eventlog.Place;
import dev.mooring.query.views.Alias;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One building of a read model's generation.
 *
 * @param id {@code rbd_…}
 * @param readModel its name
 * @param version the fold's
 * @param view the two, as {@link Alias#view} has them
 * @param state as it was stored; {@link #state(Alias)} is what counts
 * @param checkpoint everything up to there is in the database
 * @param processed events in order from the first, those of the checkpoint included
 * @param total events of the log, when it was last looked
 * @param verified whether it came to the log's head, each event counted and its commit's hash and
 *     place in the chain checked
 * @param sample null until it was compared, and where there was nothing to compare with
 * @param failure null unless it failed
 * @param epoch rises with every node that takes it up, and with every order: what is written under
 *     an older one is refused
 * @param node that works on it; null for none
 * @param claimedUntil when it is anybody's again, by database time
 * @param readyAt null until it was ready
 */
public record Rebuild(
        String id,
        String readModel,
        int version,
        String view,
        int generation,
        String orderedBy,
        Instant orderedAt,
        State state,
        Place checkpoint,
        long processed,
        long total,
        double eventsPerSecond,
        boolean verified,
        @Nullable Sample sample,
        @Nullable Failure failure,
        long epoch,
        @Nullable String node,
        Instant claimedUntil,
        @Nullable Instant readyAt) {

    /**
     * A comparison of documents with those that are served.
     *
     * @param compared documents taken at random, from both sides
     * @param different how many of them said something else, or were there on one side only
     */
    public record Sample(int compared, int different) {}

    /**
     * Why it stopped.
     *
     * @param position of the event; 0 where it was no event's fault
     * @param reason without anything personal
     */
    public record Failure(long position, String reason) {}

    /** What it has come to, by what is served. */
    public State state(@Nullable Alias alias) {
        if (alias == null || alias.isBuiltBy(id) || state == State.CANCELLED) {
            return state;
        }
        if (alias.live() == generation) {
            return State.SWITCHED;
        }
        if (alias.previous() == generation) {
            return alias.live() > generation ? State.SUPERSEDED : State.ROLLED_BACK;
        }
        return state == State.READY ? State.DROPPED : State.CANCELLED;
    }

    /** Seconds until it is through at its present speed; null where that cannot be told. */
    public @Nullable Long secondsLeft() {
        return eventsPerSecond <= 0
                ? null
                : Long.valueOf(Math.round((total - processed) / eventsPerSecond));
    }
}
