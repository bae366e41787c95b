package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.EventLog;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store over the log. Its streams are woken by the log's doorbell; Axon's embedded
 * store would look for other nodes' events once a second.
 */
final class LogEventStore extends AbstractEventStore {

    private final EventLog log;

    private LogEventStore(Builder builder, EventLog log) {
        super(builder);
        this.log = log;
    }

    static LogEventStore over(EventLog log) {
        var builder = new Builder();
        builder.storageEngine(new LogStorageEngine(log));
        return new LogEventStore(builder, log);
    }

    @Override
    public LogEventStream openStream(@Nullable TrackingToken trackingToken) {
        return new LogEventStream(log.cursor(LogToken.placeOf(trackingToken)));
    }

    private static final class Builder extends AbstractEventStore.Builder {

        @Override
        public Builder storageEngine(EventStorageEngine storageEngine) {
            super.storageEngine(storageEngine);
            return this;
        }
    }
}
