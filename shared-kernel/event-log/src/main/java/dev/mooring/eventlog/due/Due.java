package dev.mooring.eventlog.due;

import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to be sent at its time.
 *
 * @param key names it within its policy, so that it can be put off or settled
 * @param at when it is due
 * @param workspace the event's
 * @param owner the event's, null where it has none
 * @param cause id of the event that made it due
 * @param details what the policy needs to make the command; ids only
 */
public record Due(
        String key,
        Instant at,
        WorkspaceId workspace,
        @Nullable String owner,
        String cause,
        Map<String, String> details) {

    public Due {
        details = Map.copyOf(details);
    }

    /** The id of its command: the same whoever sends it, and however often. */
    CommandId command(String policy) {
        return CommandId.of(policy, cause);
    }
}
