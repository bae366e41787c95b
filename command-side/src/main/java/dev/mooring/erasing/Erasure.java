package dev.mooring.erasing;

import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * An erasure under way, or done. It tells nobody who is erased.
 *
 * @param cause the id of the event that started it
 * @param step the one that is to be done next
 * @param mark under which answers to him are kept; null before it is noted, and once it is done
 */
record Erasure(WorkspaceId workspace, UserId user, String cause, Step step, @Nullable String mark) {

    /** The same at another step. */
    Erasure at(Step other) {
        return new Erasure(workspace, user, cause, other, mark);
    }

    /** The id of one of its commands: the same whichever node sends it, and however often. */
    CommandId command(String what, String subject) {
        return CommandId.of(WhenErasureStartsThenErase.NAME, cause, what, subject);
    }

    /** Of what it does: a policy's, in answer to the event that started it. */
    Origin origin() {
        return new Origin(
                user.value(),
                WhenErasureStartsThenErase.NAME,
                null,
                WhenErasureStartsThenErase.NAME,
                cause,
                null);
    }
}
