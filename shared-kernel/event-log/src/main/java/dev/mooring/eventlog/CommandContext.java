package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes in with a command.
 *
 * @param command its id, its commit's and the source of the ids of all that it creates
 * @param named whether the id was given from outside, so that an earlier sending is looked up first
 * @param at the time that it is decided at, in milliseconds
 * @param expected the version that its sender has seen; null where any will do
 */
public record CommandContext(
        WorkspaceId workspace,
        Origin origin,
        CommandId command,
        boolean named,
        Instant at,
        @Nullable Expected expected) {

    public CommandContext {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The sequence of an aggregate's last event, as its ETag says it. */
    public record Expected(String aggregateId, long version) {}

    /** A command that its sender does not name. */
    public static CommandContext of(WorkspaceId workspace, Origin origin, Instant at) {
        return new CommandContext(workspace, origin, CommandId.random(), false, at, null);
    }

    /** The same for another workspace: for whoever founds it, and for nobody who works in one. */
    public CommandContext within(WorkspaceId other) {
        return new CommandContext(other, origin, command, named, at, expected);
    }

    /** The same under a name that is looked up before anything is decided. */
    public CommandContext named(CommandId id) {
        return new CommandContext(workspace, origin, id, true, at, expected);
    }

    /** The same, refused where the aggregate is at another version. */
    public CommandContext expecting(String aggregateId, long version) {
        return new CommandContext(
                workspace, origin, command, named, at, new Expected(aggregateId, version));
    }
}
