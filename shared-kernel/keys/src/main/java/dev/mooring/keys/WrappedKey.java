package dev.mooring.keys;

import java.util.Base64;
import org.bson.Document;

/**
 * A key as it may be stored: encrypted under a key-encryption key. Not secret.
 *
 * @param kek the id of the key-encryption key
 * @param ciphertext what {@link KeyEncryptionKey#wrap} gave, in base64url without padding
 */
public record WrappedKey(String kek, String ciphertext) {

    /** Reads what {@link #toDocument} gave. */
    public static WrappedKey from(Document stored) {
        return new WrappedKey(stored.getString("kek"), stored.getString("ciphertext"));
    }

    static WrappedKey of(String kek, byte[] wrapped) {
        return new WrappedKey(kek, Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped));
    }

    public Document toDocument() {
        return new Document("kek", kek).append("ciphertext", ciphertext);
    }

    byte[] bytes() {
        return Base64.getUrlDecoder().decode(ciphertext);
    }
}
