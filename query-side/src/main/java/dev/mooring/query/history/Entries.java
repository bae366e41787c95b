package dev.mooring.query.history;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the events of a page: with what each changed, which takes the events of its aggregate
 * before it, and its hash. So a page costs one read of the log for itself and one for each
 * aggregate that it does not tell from the beginning. Thread-safe.
 */
final class Entries {

    private final EventLog log;
    private final History history;

    Entries(EventLog log, History history) {
        this.log = log;
        this.history = history;
    }

    /**
     * The events at some places, told in that order.
     *
     * @param places within the workspace
     */
    List<HistoryEntry> at(WorkspaceId workspace, List<Place> places, Clearance clearance) {
        var page = log.read(places);
        var told = told(workspace, page);
        var names = new HashMap<String, String>();
        return page.stream()
                .map(it -> entry(it.hash(), told.get(it.event().position()), clearance, names))
                .toList();
    }

    private Map<Long, Told> told(WorkspaceId workspace, List<HashedEvent> page) {
        var aggregates = new LinkedHashMap<String, Map<Long, RecordedEvent>>();
        page.stream()
                .map(HashedEvent::event)
                .forEach(event ->
                        aggregates
                                .computeIfAbsent(event.aggregateId(), _ -> new HashMap<>())
                                .put(event.sequence(), event));
        var told = new HashMap<Long, Told>();
        aggregates.forEach((id, wanted) -> {
            var chronicle = new Chronicle();
            for (var event : fromTheBeginning(workspace, id, wanted)) {
                var next = chronicle.next(event);
                if (wanted.containsKey(event.sequence())) {
                    told.put(event.position(), next);
                }
            }
        });
        return told;
    }

    /** The log is asked only where the page does not hold all of an aggregate up to its last. */
    private List<RecordedEvent> fromTheBeginning(
            WorkspaceId workspace, String aggregate, Map<Long, RecordedEvent> wanted) {
        long last = wanted.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        return wanted.size() == last + 1
                ? wanted.values().stream()
                        .sorted(Comparator.comparingLong(RecordedEvent::sequence))
                        .toList()
                : history.within(workspace, aggregate).stream()
                        .filter(event -> event.sequence() <= last)
                        .toList();
    }

    private HistoryEntry entry(
            String hash, @Nullable Told told, Clearance clearance, Map<String, String> names) {
        if (told == null) {
            throw new IllegalStateException("an aggregate does not hold an event that is its own");
        }
        var event = told.event();
        var origin = event.origin();
        return new HistoryEntry(
                event.position(),
                event.id(),
                event.type(),
                event.aggregateId(),
                origin.owner() == null
                        ? null
                        : name(event.workspace(), origin.owner(), clearance, names),
                event.at(),
                name(event.workspace(), origin.actor(), clearance, names),
                origin.client(),
                origin.request(),
                origin.cause(),
                clearance.address(event),
                told.summary(clearance),
                told.changes(clearance),
                hash);
    }

    private String name(
            WorkspaceId workspace, String actor, Clearance clearance, Map<String, String> names) {
        return clearance.showsText() && UserId.isValid(actor)
                ? names.computeIfAbsent(actor, it -> history.externalId(workspace, it).orElse(it))
                : actor;
    }
}
