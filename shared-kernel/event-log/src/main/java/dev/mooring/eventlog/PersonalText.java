package dev.mooring.eventlog;

import dev.mooring.language.WorkspaceId;

/**
 * Turns personal text into ciphertext under a person's key and back. A ciphertext is text, never
 * equal to {@link dev.mooring.language.Personal#ERASED}. Thread-safe.
 */
public interface PersonalText {

    /**
     * Encrypts, making the person's key where there is none; the key is durable when it returns.
     *
     * @param person the id that names the key within the workspace
     */
    String protect(WorkspaceId workspace, String person, String text);

    /** Decrypts; {@link dev.mooring.language.Personal#ERASED} once the key is destroyed. */
    String reveal(WorkspaceId workspace, String person, String ciphertext);
}
