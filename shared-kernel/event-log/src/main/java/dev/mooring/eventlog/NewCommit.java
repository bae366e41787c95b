package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What one command appends, all or nothing.
 *
 * @param id the command's; the log takes it once
 * @param workspace the only one that the events belong to
 * @param at the command's time, which its events carry, in milliseconds
 * @param events at least one
 */
public record NewCommit(
        CommandId id, WorkspaceId workspace, Instant at, Origin origin, List<NewEvent> events) {

    public NewCommit {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit has at least one event");
        }
    }
}
