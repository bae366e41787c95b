package dev.mooring.keys;

import com.mongodb.client.MongoDatabase;
import org.bson.Document;

/**
 * Hashes that only this installation can compute: for looking up what must not be stored in plain,
 * such as a person's id outside, and for telling whether two requests are the same. HMAC-SHA-256
 * under a key for each workspace and purpose, derived from one stored secret that outlives every
 * rotation of the key-encryption key. Immutable and thread-safe.
 *
 * <p>Stored in {@code keys} as {@code {_id: "hashing", key: wrapped}}.
 */
public final class KeyedHashes {

    private static final String ID = "hashing";
    private static final Binding WRAPPING = Binding.of("hashing.key");
    private static final int BYTES = 32;

    private final DataKey secret;

    private KeyedHashes(DataKey secret) {
        this.secret = secret;
    }

    /** Reads the secret, made durably where there is none yet; the same on every node. */
    public static KeyedHashes open(MongoDatabase database, KeyRing ring) {
        var stored =
                new DurableCollection(database, "keys")
                        .findOrInsert(
                                ID,
                                () ->
                                        new Document("_id", ID)
                                                .append(
                                                        "key",
                                                        ring.wrap(ring.newKey(), WRAPPING)
                                                                .toDocument()));
        var wrapped = WrappedKey.from(stored.get("key", Document.class));
        return new KeyedHashes(ring.unwrap(wrapped, WRAPPING));
    }

    /**
     * The hash of a list of strings, 43 characters of base64url: equal for equal lists, and telling
     * nothing across workspaces or purposes.
     *
     * @param purpose what the hash is for, always with the same kind of input
     */
    public String ofText(String workspace, String purpose, String first, String... more) {
        return ofBytes(workspace, purpose, Binding.of(first, more).encoded());
    }

    /** The hash of some bytes, such as a request's body. As {@link #ofText} otherwise. */
    public String ofBytes(String workspace, String purpose, byte[] message) {
        var key = Hkdf.derive(secret.bytes(), Binding.of("hashing", workspace, purpose), BYTES);
        return Hmac.text(key, message);
    }

    @Override
    public String toString() {
        return "KeyedHashes[redacted]";
    }
}
