package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key-encryption keys of this installation. Which ones those are stands in the database, each
 * with a check value sealed under it, so that no node ever writes under a key that the others lack.
 * One of them wraps; all of them unwrap, so that a second one can take over while both are active.
 * Immutable and thread-safe.
 *
 * <p>Stored in {@code keys} as {@code {_id: "kek", current: id, keys: [{id, check}]}}.
 */
public final class KeyRing {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private static final String COLLECTION = "keys";
    private static final String ID = "kek";
    private static final byte[] CHECK = "mooring".getBytes(UTF_8);

    private final KeyEncryptionKey current;
    private final Map<String, KeyEncryptionKey> keys;
    private final RandomSource random;

    private KeyRing(String current, Map<String, KeyEncryptionKey> keys, RandomSource random) {
        this.current = requireNonNull(keys.get(current), "the current key is among the keys");
        this.keys = Map.copyOf(keys);
        this.random = random;
    }

    /**
     * Gets the keys that the database names from where this node has them. In a database that names
     * none yet, the key of the first source is made the one, and generated if there is none: of
     * several nodes that start at once, the key of exactly one.
     *
     * @param sources where this node may have keys from; a second one is for the time in which two
     *     keys are active
     * @throws KeysUnavailableException if this node lacks a key that the database names, or has
     *     another in its place
     */
    public static KeyRing open(MongoDatabase database, KeySource... sources) {
        return open(database, RandomSource.secure(), List.of(sources));
    }

    static KeyRing open(MongoDatabase database, RandomSource random, List<KeySource> sources) {
        var collection = new DurableCollection(database, COLLECTION);
        var stored =
                collection
                        .find(ID)
                        .orElseGet(() -> establish(database, collection, sources.getFirst()));
        return new KeyRing(stored.getString("current"), held(stored, sources), random);
    }

    /**
     * Checks that a database will open whose document {@code kek} is this one, before it is filled.
     *
     * @throws KeysUnavailableException if the sources lack a key that it names, or have another
     */
    public static void require(Document stored, List<KeySource> sources) {
        held(stored, sources);
    }

    /** A fresh key, nowhere stored yet. */
    public DataKey newKey() {
        return new DataKey(random.bytes(DataKey.BYTES));
    }

    /** Encrypts a key for storage, bound to what it belongs to and to the key-encryption key. */
    public WrappedKey wrap(DataKey key, Binding binding) {
        return WrappedKey.of(current.id(), current.wrap(key.bytes(), binding.and(current.id())));
    }

    /**
     * The key that {@link #wrap} took.
     *
     * @throws UnreadableException if it belongs to something else, was altered, or was wrapped by a
     *     key that this installation no longer has
     */
    public DataKey unwrap(WrappedKey wrapped, Binding binding) {
        var kek = keys.get(wrapped.kek());
        if (kek == null) {
            throw new UnreadableException(
                    "wrapped by %s, which is not among this installation's keys"
                            .formatted(wrapped.kek()));
        }
        return new DataKey(kek.unwrap(wrapped.bytes(), binding.and(kek.id())));
    }

    /** The ids of the keys, the wrapping one first. */
    public List<String> ids() {
        var ids = new ArrayList<>(keys.keySet());
        ids.remove(current.id());
        ids.addFirst(current.id());
        return ids;
    }

    @Override
    public String toString() {
        return "KeyRing" + ids();
    }

    private static Map<String, KeyEncryptionKey> held(Document stored, List<KeySource> sources) {
        var keys = new LinkedHashMap<String, KeyEncryptionKey>();
        for (var entry : stored.getList("keys", Document.class)) {
            var key = find(entry.getString("id"), sources);
            verify(key, entry.getString("check"));
            keys.put(key.id(), key);
        }
        return keys;
    }

    private static Document establish(
            MongoDatabase database, DurableCollection collection, KeySource source) {
        if (!new DurableCollection(database, StoredPersonalKeys.COLLECTION).isEmpty()) {
            throw new KeysUnavailableException(
                    "The database's collection %s does not say under which key the rest is encrypted. To mend it, restore it from a backup. A new key would make everything stored unreadable, so none was made."
                            .formatted(COLLECTION));
        }
        var held = source.find(Optional.empty());
        if (held.isPresent()) {
            collection.insert(document(held.get()));
        } else {
            var candidate =
                    source.generate()
                            .orElseThrow(() ->
                                    new KeysUnavailableException(
                                            "This node has no key-encryption key. To mend it, %s."
                                                    .formatted(source.howToProvide())));
            // Should the acknowledgement be lost, the candidate stays, and the next start finds it.
            if (collection.insert(document(candidate.key()))) {
                candidate.keep();
                log.info("Made the key-encryption key {} in {}", candidate.key().id(), source);
            } else {
                candidate.discard();
            }
        }
        return collection
                .find(ID)
                .orElseThrow(() -> new IllegalStateException("the check value was taken back"));
    }

    private static Document document(KeyEncryptionKey key) {
        var check = WrappedKey.of(key.id(), key.wrap(CHECK, checkBinding(key.id())));
        return new Document("_id", ID)
                .append("current", key.id())
                .append(
                        "keys",
                        List.of(new Document("id", key.id()).append("check", check.ciphertext())));
    }

    private static KeyEncryptionKey find(String id, List<KeySource> sources) {
        var others = new ArrayList<String>();
        for (var source : sources) {
            var key = source.find(Optional.of(id));
            if (key.isPresent() && key.get().id().equals(id)) {
                return key.get();
            }
            key.ifPresent(other -> others.add("%s from %s".formatted(other.id(), source)));
        }
        throw new KeysUnavailableException(
                "%s, but the database is encrypted under %s. To mend it, %s. A new key would make everything stored unreadable, so none was made."
                        .formatted(
                                others.isEmpty()
                                        ? "This node has no key-encryption key"
                                        : "This node has the key " + String.join(" and ", others),
                                id,
                                sources.stream()
                                        .map(KeySource::howToProvide)
                                        .collect(joining(", or "))));
    }

    private static void verify(KeyEncryptionKey key, String check) {
        try {
            var opened =
                    key.unwrap(new WrappedKey(key.id(), check).bytes(), checkBinding(key.id()));
            if (Arrays.equals(opened, CHECK)) {
                return;
            }
        } catch (UnreadableException _) {
            // Said below.
        }
        throw new KeysUnavailableException(
                "The check value stored for %s does not open under this node's key of that id: the database's collection %s was altered or comes from elsewhere. To mend it, restore it from a backup."
                        .formatted(key.id(), COLLECTION));
    }

    private static Binding checkBinding(String id) {
        return Binding.of("kek.check", id);
    }
}
