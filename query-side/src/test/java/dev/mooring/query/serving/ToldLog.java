package dev.mooring.query.serving;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.language.CommandId;
import dev.mooring.language.activity.ActivityEvents;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log to read from. */
final class ToldLog implements EventLog {

    private final List<RecordedEvent> events = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    ToldLog(InstantSource clock) {
        this.clock = clock;
    }

    List<RecordedEvent> events() {
        return events;
    }

    void tell(List<RecordedEvent> more) {
        events.addAll(more);
    }

    void forget() {
        events.clear();
    }

    @Override
    public List<RecordedEvent> readAggregate(String aggregateId, long fromSequence) {
        return events.stream()
                .filter(it -> it.aggregateId().equals(aggregateId))
                .filter(it -> it.sequence() >= fromSequence)
                .toList();
    }

    @Override
    public List<HashedEvent> read(List<Place> places) {
        return places.stream()
                .map(place -> events.get((int) place.position() - 1))
                .map(event -> new HashedEvent(event, "%064x".formatted(event.position())))
                .toList();
    }

    @Override
    public Place head() {
        return events.isEmpty() ? Place.BEGINNING : events.getLast().place();
    }

    @Override
    public Receipt append(NewCommit commit) {
        for (var event : commit.events()) {
            long position = events.size() + 1L;
            var name = ActivityEvents.TYPES.nameOf(event.event().getClass());
            events.add(
                    new RecordedEvent(
                            new Place(position, 0, position),
                            commit.workspace(),
                            commit.id(),
                            commit.id().value() + "-0",
                            name.type(),
                            name.revision(),
                            name.aggregateType(),
                            event.event().aggregateId(),
                            event.sequence(),
                            commit.at(),
                            commit.origin(),
                            event.event()));
        }
        return Receipt.of(commit.id(), List.of(events.getLast()), false);
    }

    @Override
    public Optional<Receipt> find(CommandId command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RecordedEvent> read(long afterPosition, int maxEvents) {
        return events.stream().skip(afterPosition).limit(maxEvents).toList();
    }

    @Override
    public EventCursor cursor(Place after) {
        return new ToldCursor(events, after.position());
    }

    @Override
    public StoredLog stored() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Place placeOf(long position) {
        return position == 0 ? Place.BEGINNING : events.get((int) position - 1).place();
    }

    @Override
    public Place placeBefore(Instant instant) {
        return events.stream()
                .filter(event -> event.at().isBefore(instant))
                .reduce((_, last) -> last)
                .map(RecordedEvent::place)
                .orElse(Place.BEGINNING);
    }

    @Override
    public Clock clock() {
        return Clock.fixed(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public void close() {}
}
