package dev.mooring.query.serving;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.language.CommandId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log to read from, whose processors are always where it is. */
final class ToldLog implements EventLog, ProcessorPositions {

    private final List<RecordedEvent> events = new CopyOnWriteArrayList<>();

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
    public Place head() {
        return events.isEmpty() ? Place.BEGINNING : events.getLast().place();
    }

    @Override
    public long position(String processor) {
        return head().position();
    }

    @Override
    public long await(String processor, long position, Duration atMost) {
        return head().position();
    }

    @Override
    public Receipt append(NewCommit commit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Receipt> find(CommandId command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventCursor cursor(Place after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredLog stored() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Place placeOf(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Place placeBefore(Instant instant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Clock clock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public void close() {}
}
