package dev.mooring.keys;

import java.util.Base64;

/**
 * A 256-bit key that encrypts data of one owner, and is itself stored only wrapped. AES-GCM by Tink
 * with random nonces. Immutable and thread-safe; shows nothing of itself.
 */
public final class DataKey {

    static final int BYTES = 32;

    private final byte[] key;
    private final AeadKey aead;

    DataKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a data key has 256 bits");
        }
        this.key = key.clone();
        this.aead = new AeadKey(key);
    }

    /** The ciphertext in base64url without padding; another one at each call. */
    public String encrypt(byte[] plaintext, Binding binding) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(aead.encrypt(plaintext, binding));
    }

    /**
     * What {@link #encrypt} took.
     *
     * @throws UnreadableException if it was altered or encrypted under another key or binding
     */
    public byte[] decrypt(String ciphertext, Binding binding) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(ciphertext);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("not a ciphertext", e);
        }
        return aead.decrypt(bytes, binding);
    }

    byte[] bytes() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "DataKey[redacted]";
    }
}
