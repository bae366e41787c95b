package dev.mooring.keys;

import java.util.Optional;

/**
 * A key for each person, under which everything about that person is encrypted wherever it is
 * stored. Destroying it erases all of that at once, in backups too. Thread-safe.
 *
 * <p>{@code user} is a random id ({@code usr_…}) within {@code workspace}; both are letters,
 * digits, {@code _} and {@code -}, else an {@link IllegalArgumentException}.
 */
public interface PersonalKeys {

    /**
     * Makes the user's key if there is none; durable on return.
     *
     * @throws KeyDestroyedException if the user's key was destroyed: it never comes back
     */
    void make(String workspace, String user);

    /**
     * Encrypts text as a string that may be stored anywhere, under the user's key, which is made if
     * there is none and is durable before this returns.
     *
     * @param binding the place that the text belongs to; it opens only there
     * @throws KeyDestroyedException if the user's key was destroyed
     */
    String encrypt(String workspace, String user, String text, Binding binding);

    /**
     * The text that {@link #encrypt} took, or empty once the user's key was destroyed.
     *
     * @throws UnreadableException if it was altered, or belongs to another user or place, or if the
     *     user's key is missing though it was never destroyed
     */
    Optional<String> decrypt(String workspace, String user, String encrypted, Binding binding);

    /**
     * HMAC-SHA-256 of a message under a key derived from the user's for a purpose, such as {@code
     * fingerprint}: 43 characters of base64url. The user's key is made if there is none.
     *
     * @throws KeyDestroyedException if the user's key was destroyed
     */
    String mac(String workspace, String user, String purpose, byte[] message);

    /**
     * Destroys the user's key for good, whether there is one or not; durable on return. From then
     * on this node can neither encrypt nor decrypt for that user, and every other node within
     * {@link StoredPersonalKeys#RECHECK}: purge derived text only after that.
     */
    void destroy(String workspace, String user);
}
