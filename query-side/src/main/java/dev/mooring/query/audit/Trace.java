package dev.mooring.query.audit;

import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What an event is found by, and where it stands: small, and without anything personal. What it
 * says is read from the log.
 *
 * @param actor the id of the user, key or policy that acted
 * @param user whose things it changed, by the {@code usr_} id; null for the workspace's
 */
public record Trace(
        long commit, int offset, long position, String type, String actor, @Nullable String user) {

    static final Kind<Trace> KIND =
            new Kind<>(
                    "event",
                    Trace.class,
                    recorded -> Long.toString(recorded.position()),
                    (_, recorded) -> of(recorded));

    Place place() {
        return new Place(commit, offset, position);
    }

    private static Trace of(RecordedEvent recorded) {
        var place = recorded.place();
        var origin = recorded.origin();
        return new Trace(
                place.commit(),
                place.offset(),
                place.position(),
                recorded.type(),
                origin.actor(),
                origin.owner());
    }
}
