package dev.mooring.keys;

import org.bson.Document;

/**
 * A small secret as it may be stored: under a key of its own, which lies wrapped beside it. Not
 * secret itself.
 *
 * @param key the wrapped key
 * @param ciphertext the secret, in base64url without padding
 */
public record Sealed(WrappedKey key, String ciphertext) {

    /** Reads what {@link #toDocument} gave. */
    public static Sealed from(Document stored) {
        return new Sealed(
                WrappedKey.from(stored.get("key", Document.class)), stored.getString("ciphertext"));
    }

    public Document toDocument() {
        return new Document("key", key.toDocument()).append("ciphertext", ciphertext);
    }
}
