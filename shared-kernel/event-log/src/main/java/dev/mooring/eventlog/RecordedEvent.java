package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;

/**
 * An event as the log holds it.
 *
 * @param command the command that it came from, which is also its commit's id
 * @param id the event's own, the same for the same command
 * @param type logical name, such as {@code connection.created}
 * @param aggregateType the prefix of the type
 * @param sequence its place within its aggregate, from 0
 * @param at the command's time
 */
public record RecordedEvent(
        Place place,
        WorkspaceId workspace,
        CommandId command,
        String id,
        String type,
        String revision,
        String aggregateType,
        String aggregateId,
        long sequence,
        Instant at,
        Origin origin,
        DomainEvent event) {

    /** The event's dense global index, from 1. */
    public long position() {
        return place.position();
    }

    /** Names the event without its payload, which may be personal. */
    @Override
    public String toString() {
        return "%s %s#%d at position %d".formatted(type, aggregateId, sequence, position());
    }
}
