package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.InstallationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Appends and reads what Axon's unit of work hands over. Axon calls {@link #appendEvents} once per
 * unit of work with the events of all its aggregates: that call is the commit. Thread-safe.
 */
final class LogStorageEngine implements EventStorageEngine {

    private static final int READ_AHEAD = 256;

    private final EventLog log;

    LogStorageEngine(EventLog log) {
        this.log = log;
    }

    /**
     * @throws IllegalStateException outside a command that a sender sent, and for a second append
     *     within one
     * @throws ConcurrencyException where a sequence is taken
     * @throws AggregateStreamCreationException where it is the first one of its aggregate
     */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        var sending = sending();
        sending.requireFirst();
        var context = sending.context();
        var commit =
                new NewCommit(
                        context.command(),
                        context.workspace(),
                        context.at(),
                        context.origin(),
                        events.stream().map(LogStorageEngine::newEvent).toList());
        try {
            sending.appended(log.append(commit));
        } catch (ConflictException e) {
            var message = String.valueOf(e.getMessage());
            throw e.sequence() == 0
                    ? new AggregateStreamCreationException(message, e)
                    : new ConcurrencyException(message, e);
        }
    }

    /** Within a command another workspace's aggregate reads as one that does not exist. */
    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        var events = ofThisWorkspace(log.readAggregate(aggregateIdentifier, firstSequenceNumber));
        if (Sending.CURRENT.isBound()) {
            Sending.CURRENT
                    .get()
                    .loaded(
                            aggregateIdentifier,
                            events.isEmpty()
                                    ? firstSequenceNumber - 1
                                    : events.getLast().sequence());
        }
        return DomainEventStream.of(
                events.stream().map(LogMessage::new), () -> lastSequence(events));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return Optional.ofNullable(lastSequence(log.readAggregate(aggregateIdentifier, 0)));
    }

    /** What there is now; {@link LogEventStore#openStream} is how to follow the log. */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        var cursor = log.cursor(LogToken.placeOf(trackingToken));
        return Stream.generate(() -> cursor.next(READ_AHEAD))
                .takeWhile(events -> !events.isEmpty())
                .flatMap(List::stream)
                .map(LogMessage::new);
    }

    /** There are none. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("the log takes no snapshots");
    }

    @Override
    public TrackingToken createTailToken() {
        return LogToken.BEGINNING;
    }

    @Override
    public TrackingToken createHeadToken() {
        return new LogToken(log.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return new LogToken(log.placeBefore(dateTime));
    }

    private static List<RecordedEvent> ofThisWorkspace(List<RecordedEvent> events) {
        if (!Sending.CURRENT.isBound()) {
            return events;
        }
        var workspace = Sending.CURRENT.get().context().workspace();
        return events.stream()
                        .allMatch(event ->
                                event.workspace().equals(workspace)
                                        || event.event() instanceof InstallationEvent)
                ? events
                : List.of();
    }

    private static Sending sending() {
        if (!Sending.CURRENT.isBound()) {
            throw new IllegalStateException(
                    "events are appended by commands that a CommandSender sends, on their thread");
        }
        return Sending.CURRENT.get();
    }

    private static NewEvent newEvent(EventMessage<?> message) {
        if (message instanceof DomainEventMessage<?> domain
                && domain.getPayload() instanceof DomainEvent event) {
            if (!event.aggregateId().equals(domain.getAggregateIdentifier())) {
                throw new IllegalStateException(
                        "%s applies an event of %s"
                                .formatted(domain.getAggregateIdentifier(), event.aggregateId()));
            }
            return new NewEvent(domain.getSequenceNumber(), event);
        }
        throw new IllegalStateException(
                "the log takes domain events of aggregates, not " + message.getPayloadType());
    }

    private static @Nullable Long lastSequence(List<RecordedEvent> events) {
        return events.isEmpty() ? null : (Long) events.getLast().sequence();
    }
}
