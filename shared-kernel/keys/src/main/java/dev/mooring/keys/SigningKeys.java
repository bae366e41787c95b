package dev.mooring.keys;

import com.mongodb.client.MongoDatabase;
import java.util.Base64;
import java.util.List;
import org.bson.Document;

/**
 * The keys that this installation signs with what it says of its history, and the name under which
 * it does. Made at the first start, durable before the first signature; sealed under the
 * key-encryption key, so that every node has them and a backup of the keys holds them. Immutable
 * and thread-safe.
 *
 * <p>Stored in {@code keys} as {@code {_id: "signing", name, keys: [{public, key: wrapped}]}}. All
 * of them sign: a key takes another's place by standing beside it for as long as somebody verifies
 * with the older one, under the same name.
 */
public final class SigningKeys {

    private static final String ID = "signing";
    private static final String PURPOSE = "signing.key";
    private static final int NAME_BYTES = 10;

    private final String name;
    private final List<SigningKey> keys;

    private SigningKeys(String name, List<SigningKey> keys) {
        this.name = name;
        this.keys = List.copyOf(keys);
    }

    /** Reads the keys, one made durably where there is none yet; the same on every node. */
    public static SigningKeys open(MongoDatabase database, KeyRing ring) {
        var stored =
                new DurableCollection(database, "keys").findOrInsert(ID, () -> generated(ring));
        var name = stored.getString("name");
        return new SigningKeys(
                name,
                stored.getList("keys", Document.class).stream()
                        .map(key -> key(name, key, ring))
                        .toList());
    }

    /** A name that no other installation has: {@code mooring-} and sixteen letters and digits. */
    public String name() {
        return name;
    }

    public List<SigningKey> keys() {
        return keys;
    }

    @Override
    public String toString() {
        return "SigningKeys[" + name + "]";
    }

    private static Document generated(KeyRing ring) {
        var name = "mooring-" + base32(ring.newKey().bytes());
        var key = ring.newKey();
        var open = text(new SigningKey(key).publicKey());
        return new Document("_id", ID)
                .append("name", name)
                .append(
                        "keys",
                        List.of(
                                new Document("public", open)
                                        .append(
                                                "key",
                                                ring.wrap(key, binding(name, open)).toDocument())));
    }

    private static SigningKey key(String name, Document stored, KeyRing ring) {
        var open = stored.getString("public");
        var wrapped = WrappedKey.from(stored.get("key", Document.class));
        var key = new SigningKey(ring.unwrap(wrapped, binding(name, open)));
        if (!text(key.publicKey()).equals(open)) {
            throw new UnreadableException("a signing key that is not its public one's");
        }
        return key;
    }

    private static Binding binding(String name, String open) {
        return Binding.of(PURPOSE, name, open);
    }

    private static String text(byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    private static String base32(byte[] random) {
        var text = new StringBuilder();
        for (int i = 0; i < NAME_BYTES * Byte.SIZE / 5; i++) {
            text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(random[i] & 31));
        }
        return text.toString();
    }
}
