package dev.mooring.query.history;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which events are told: those that meet all that is given.
 *
 * @param after the position before the first
 * @param upTo the position of the last
 * @param type such as {@code connection.created}; null for any
 * @param actor the id of who acted; null for anyone
 * @param user whose things are changed, by the {@code usr_} id; null for anyone's
 */
public record EventFilter(
        long after,
        long upTo,
        @Nullable String type,
        @Nullable String actor,
        @Nullable String user) {

    /** Longer than any id. */
    private static final int LONGEST = 255;

    /**
     * A filter that can be.
     *
     * @throws Refusal {@code request.invalid} for a type that there is not, or what is no actor
     */
    public EventFilter {
        if (type != null && DomainEvents.TYPES.classOf(type) == null) {
            throw Refusal.invalid(
                    "type", "type.invalid", "There is no such type, as connection.created is one");
        }
        if (actor != null && (actor.isEmpty() || actor.length() > LONGEST)) {
            throw Refusal.invalid("actor", "actor.invalid", "actor is 1 to 255 characters");
        }
    }

    boolean admits(RecordedEvent event) {
        return event.position() > after
                && event.position() <= upTo
                && (type == null || type.equals(event.type()))
                && (actor == null || actor.equals(event.origin().actor()))
                && (user == null || user.equals(event.origin().owner()));
    }
}
