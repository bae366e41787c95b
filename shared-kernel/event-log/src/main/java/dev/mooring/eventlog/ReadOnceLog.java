package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A log that reads an aggregate once for a piece of work that looks it up, decides on it and
 * answers it. Thread-safe; outside of {@link #once} it is the log that it stands before.
 *
 * <p>What was read is relied on until the work appends, and that is where another's commit shows:
 * as a conflict, after which everything is read anew. What the work itself has appended is added to
 * what it had read. So the work sees the log as of a moment after it began, with its own commits,
 * which is what it saw before; it does not see what others commit while it is at it. Work that has
 * to is no work for {@link #once}: waiting for something, or looking whether it came to pass.
 */
public final class ReadOnceLog implements EventLog {

    private static final ScopedValue<Map<Aggregate, List<RecordedEvent>>> READ =
            ScopedValue.newInstance();

    private final EventLog log;

    public ReadOnceLog(EventLog log) {
        this.log = log;
    }

    private record Aggregate(EventLog log, String id) {}

    /**
     * Runs a piece of work on this thread, for which an aggregate is read once. Within such work it
     * is part of it.
     */
    public static <T> T once(Supplier<T> work) {
        return READ.isBound()
                ? work.get()
                : ScopedValue.where(READ, new HashMap<>()).call(work::get);
    }

    @Override
    public List<RecordedEvent> readAggregate(String aggregateId, long fromSequence) {
        if (!READ.isBound()) {
            return log.readAggregate(aggregateId, fromSequence);
        }
        var events =
                READ.get()
                        .computeIfAbsent(
                                aggregate(aggregateId),
                                unread -> List.copyOf(log.readAggregate(unread.id(), 0)));
        return events.subList((int) Math.min(fromSequence, events.size()), events.size());
    }

    @Override
    public Receipt append(NewCommit commit) {
        if (!READ.isBound()) {
            return log.append(commit);
        }
        var read = READ.get();
        var before = Map.copyOf(read);
        // However it ends but well, nothing read before is to be relied on after it.
        read.clear();
        var receipt = log.append(commit);
        if (!receipt.repeated()) {
            read.putAll(before);
            receipt.events().forEach(event -> add(read, event));
        }
        return receipt;
    }

    /** A commit found may be younger than what was read of the aggregates in it. */
    @Override
    public Optional<Receipt> find(CommandId command) {
        var found = log.find(command);
        if (READ.isBound()) {
            found.map(Receipt::versions).ifPresent(this::forget);
        }
        return found;
    }

    @Override
    public List<HashedEvent> read(List<Place> places) {
        return log.read(places);
    }

    @Override
    public EventCursor cursor(Place after) {
        return log.cursor(after);
    }

    @Override
    public StoredLog stored() {
        return log.stored();
    }

    @Override
    public Place head() {
        return log.head();
    }

    @Override
    public Place placeOf(long position) {
        return log.placeOf(position);
    }

    @Override
    public Place placeBefore(Instant instant) {
        return log.placeBefore(instant);
    }

    @Override
    public Clock clock() {
        return log.clock();
    }

    @Override
    public boolean isWritable() {
        return log.isWritable();
    }

    @Override
    public void close() {
        log.close();
    }

    /** Adds an event to the aggregate's where it follows them, else has it read anew. */
    private void add(Map<Aggregate, List<RecordedEvent>> read, RecordedEvent event) {
        read.computeIfPresent(
                aggregate(event.aggregateId()),
                (_, events) -> events.size() == event.sequence() ? and(events, event) : null);
    }

    private void forget(Map<String, Long> versions) {
        versions.keySet().forEach(id -> READ.get().remove(aggregate(id)));
    }

    private static List<RecordedEvent> and(List<RecordedEvent> events, RecordedEvent next) {
        var more = new ArrayList<>(events);
        more.add(next);
        return List.copyOf(more);
    }

    private Aggregate aggregate(String id) {
        return new Aggregate(log, id);
    }
}
