package dev.mooring.query.rebuilding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild, as it is shown.
 *
 * @param generation what it builds; others of the same version stand beside it
 * @param state queued, reading, indexing, catching_up, comparing, ready; switched, superseded,
 *     rolled_back; paused, failed, cancelled, dropped
 * @param processed events that are in it, each counted
 * @param total events of the log
 * @param lag how many of them are missing
 * @param secondsLeft at the present speed; absent where that cannot be told
 * @param verified whether it came to the log's head with every commit's hash and place in the chain
 *     checked on the way
 * @param sample documents taken at random and compared with those served; absent before, and where
 *     there was nothing to compare with
 * @param error absent unless it failed
 * @param node that works on it; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RebuildAnswer(
        String id,
        String projection,
        int version,
        int generation,
        String state,
        long processed,
        long total,
        long lag,
        double eventsPerSecond,
        @Nullable Long secondsLeft,
        boolean verified,
        @Nullable SampleAnswer sample,
        @Nullable ErrorAnswer error,
        @Nullable String node,
        String orderedBy,
        Instant orderedAt,
        @Nullable Instant readyAt) {

    /**
     * A comparison.
     *
     * @param different how many said something else, or were there on one side only
     */
    record SampleAnswer(int compared, int different) {}

    /**
     * Why it stopped.
     *
     * @param position of the event; absent where it was no event's fault
     * @param reason names of types, classes and places in the code; nothing of the event's content
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorAnswer(@Nullable Long position, String reason) {}

    /**
     * @param processed as it is now
     * @param total as it is now
     */
    static RebuildAnswer of(RebuildOrders.Told told, long processed, long total) {
        var rebuild = told.rebuild();
        var open = told.state().isOpen();
        var sample = rebuild.sample();
        var failure = told.state() == State.FAILED ? rebuild.failure() : null;
        return new RebuildAnswer(
                rebuild.id(),
                rebuild.readModel(),
                rebuild.version(),
                rebuild.generation(),
                told.state().text(),
                processed,
                total,
                Math.max(0, total - processed),
                open ? Math.round(rebuild.eventsPerSecond() * 10) / 10.0 : 0,
                open ? rebuild.secondsLeft() : null,
                rebuild.verified(),
                sample == null ? null : new SampleAnswer(sample.compared(), sample.different()),
                failure == null
                        ? null
                        : new ErrorAnswer(
                                failure.position() == 0 ? null : Long.valueOf(failure.position()),
                                failure.reason()),
                open ? rebuild.node() : null,
                rebuild.orderedBy(),
                rebuild.orderedAt(),
                rebuild.readyAt());
    }
}
