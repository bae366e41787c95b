package dev.mooring.eventlog;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;

/**
 * What lies beside the log and may hold a person's text, or lead to him: an erasure is complete
 * when all of it has been asked to let go of him. Thread-safe.
 */
@FunctionalInterface
public interface PersonalTraces {

    /**
     * Lets go of everything of a user. Repeating it does no harm.
     *
     * @param keyDestroyed the position of {@code user.key_destroyed}: what was read from the log
     *     after it holds no text of his
     * @throws RuntimeException where it cannot be done yet, to be repeated
     */
    void purge(WorkspaceId workspace, UserId user, long keyDestroyed);
}
