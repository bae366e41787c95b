package dev.mooring.query.history;

import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of some events, in order of position.
 *
 * @param places of the events on it
 * @param more whether others follow
 */
public record HistoryPage(List<Place> places, boolean more) {

    private static final Comparator<Place> IN_ORDER = Comparator.naturalOrder();

    /**
     * The part that comes after a position, of what a filter lets through.
     *
     * @param after the position of the last one on the page before; null for the first page
     */
    public static HistoryPage of(
            List<RecordedEvent> events,
            EventFilter filter,
            Order order,
            @Nullable Long after,
            int limit) {
        var following =
                events.stream()
                        .filter(filter::admits)
                        .map(RecordedEvent::place)
                        .filter(place -> after == null || order.isAfter(place.position(), after))
                        .sorted(order == Order.OLDEST ? IN_ORDER : IN_ORDER.reversed())
                        .limit(limit + 1L)
                        .toList();
        return first(following, limit);
    }

    /** The first so many, of one more where there is one. */
    public static HistoryPage first(List<Place> following, int limit) {
        return new HistoryPage(following.stream().limit(limit).toList(), following.size() > limit);
    }
}
