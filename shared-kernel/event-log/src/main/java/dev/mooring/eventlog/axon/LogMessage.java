package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvent;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** A recorded event as Axon's message, which it stays part of. */
final class LogMessage extends GenericTrackedDomainEventMessage<DomainEvent> {

    private static final long serialVersionUID = 1L;

    private final transient RecordedEvent recorded;

    LogMessage(RecordedEvent recorded) {
        this(recorded, metadata(recorded));
    }

    private LogMessage(RecordedEvent recorded, Map<String, ?> metadata) {
        super(
                new LogToken(recorded.place()),
                recorded.aggregateType(),
                recorded.aggregateId(),
                recorded.sequence(),
                new GenericMessage<>(recorded.id(), recorded.event(), metadata),
                recorded.at());
        this.recorded = recorded;
    }

    RecordedEvent recorded() {
        return recorded;
    }

    @Override
    public LogMessage withMetaData(Map<String, ?> metadata) {
        return new LogMessage(recorded, metadata);
    }

    @Override
    public LogMessage andMetaData(Map<String, ?> metadata) {
        return new LogMessage(recorded, getMetaData().mergedWith(metadata));
    }

    private static MetaData metadata(RecordedEvent event) {
        var origin = event.origin();
        var metadata = new HashMap<String, String>();
        metadata.put(CommandMetadata.WORKSPACE, event.workspace().value());
        metadata.put(CommandMetadata.COMMAND, event.command().value());
        metadata.put(CommandMetadata.ACTOR, origin.actor());
        metadata.put(CommandMetadata.REQUEST, origin.request());
        put(metadata, CommandMetadata.OWNER, origin.owner());
        put(metadata, CommandMetadata.CLIENT, origin.client());
        put(metadata, CommandMetadata.CAUSE, origin.cause());
        return MetaData.from(metadata);
    }

    static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
