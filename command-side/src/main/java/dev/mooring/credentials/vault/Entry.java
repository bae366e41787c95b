package dev.mooring.credentials.vault;

import dev.mooring.language.AttemptId;
import org.jspecify.annotations.Nullable;

/**
 * What the vault holds for an authorization.
 *
 * @param attempt the attempt that stored it, until the first generation is promoted
 * @param current the generation in use; null before the first is promoted
 * @param pending the next generation: received and safe, but not in use yet
 */
public record Entry(
        @Nullable AttemptId attempt, @Nullable Credential current, @Nullable Credential pending) {

    public Entry {
        if (current == null && pending == null) {
            throw new IllegalArgumentException("an entry holds at least one generation");
        }
    }

    /** The newest generation that is here, in use or pending. */
    public long newestVersion() {
        if (pending != null) {
            return pending.version();
        }
        return current == null ? 0 : current.version();
    }
}
