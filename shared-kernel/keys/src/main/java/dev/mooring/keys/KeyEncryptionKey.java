package dev.mooring.keys;

/**
 * A key that encrypts other keys and nothing else. The implementation here holds it in memory
 * ({@link KeySource}); a key management service holds it elsewhere, takes {@code wrap} and {@code
 * unwrap} as calls and the binding as its encryption context. Thread-safe.
 */
public interface KeyEncryptionKey {

    /** Names this key for ever, in everything wrapped by it. Not secret; no dot in it. */
    String id();

    /** Encrypts a key together with what it belongs to. */
    byte[] wrap(byte[] key, Binding binding);

    /**
     * The key that {@link #wrap} took.
     *
     * @throws UnreadableException if it was wrapped by another key or for another binding, or was
     *     altered
     */
    byte[] unwrap(byte[] wrapped, Binding binding);
}
