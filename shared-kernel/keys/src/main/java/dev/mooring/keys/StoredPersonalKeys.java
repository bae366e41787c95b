package dev.mooring.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Personal keys in MongoDB, wrapped, with a bounded cache of unwrapped ones.
 *
 * <p>A document of {@code personal_keys} is {@code {_id: "workspace/user", key: wrapped}}, and
 * after its destruction {@code {_id, destroyedAt}}: a tombstone, which no insert can replace.
 *
 * <p>What the cache promises: reading, making and destroying a user's key take turns on this node,
 * so that after {@link #destroy} returns no call that starts here gets the key. On another node one
 * that has the key goes on using it until it is due for being read again, {@link #RECHECK} after
 * the moment at which its last read began. What is encrypted meanwhile is unreadable from then on,
 * as if it had been encrypted just before. A tombstone is final and is not read again.
 */
public final class StoredPersonalKeys implements PersonalKeys {

    /** How long this node may use a key without asking the database whether it still exists. */
    public static final Duration RECHECK = Duration.ofSeconds(5);

    static final String COLLECTION = "personal_keys";
    private static final int CACHED = 10_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final DurableCollection documents;
    private final KeyRing ring;
    private final RandomSource nonces;
    private final Ticker ticker;
    private final Cache<Owner, Held> cache;
    private final Gcm gcm = new Gcm();

    public StoredPersonalKeys(MongoDatabase database, KeyRing ring) {
        this(database, ring, RandomSource.secure(), Ticker.systemTicker());
    }

    StoredPersonalKeys(MongoDatabase database, KeyRing ring, RandomSource nonces, Ticker ticker) {
        this.documents = new DurableCollection(database, COLLECTION);
        this.ring = ring;
        this.nonces = nonces;
        this.ticker = ticker;
        this.cache = Caffeine.newBuilder().maximumSize(CACHED).build();
    }

    private record Owner(String workspace, String user) {

        /**
         * Of its document.
         *
         * @throws IllegalArgumentException where it might be another owner's; nothing is cached
         *     that was not looked for by it
         */
        String id() {
            if (!ID.matcher(workspace).matches() || !ID.matcher(user).matches()) {
                throw new IllegalArgumentException("not the ids of a workspace and a user");
            }
            return workspace + "/" + user;
        }

        Binding wrapping() {
            return Binding.of("personal.key", workspace, user);
        }
    }

    private sealed interface Held {}

    /** A key, and when the read that found it began. */
    private record Live(PersonalKey key, long readAt) implements Held {}

    private record Destroyed() implements Held {}

    @Override
    public void make(String workspace, String user) {
        require(new Owner(workspace, user));
    }

    @Override
    public String encrypt(String workspace, String user, String text, Binding binding) {
        return require(new Owner(workspace, user)).encrypt(text, binding);
    }

    @Override
    public Optional<String> decrypt(
            String workspace, String user, String encrypted, Binding binding) {
        var held = get(new Owner(workspace, user), this::read);
        return switch (held) {
            case Live live -> Optional.of(live.key().decrypt(encrypted, binding));
            case Destroyed _ -> Optional.empty();
            case null ->
                    throw new UnreadableException(
                            "the key of user %s in workspace %s is missing"
                                    .formatted(user, workspace));
        };
    }

    @Override
    public String mac(String workspace, String user, String purpose, byte[] message) {
        return require(new Owner(workspace, user)).mac(purpose, message);
    }

    @Override
    public void destroy(String workspace, String user) {
        var owner = new Owner(workspace, user);
        try {
            cache.asMap().compute(owner, (_, _) -> bury(owner));
        } catch (RuntimeException e) {
            // It may have been destroyed all the same: let the next use ask.
            cache.invalidate(owner);
            throw e;
        }
    }

    private PersonalKey require(Owner owner) {
        return switch (get(owner, this::readOrMake)) {
            case Live live -> live.key();
            case Destroyed _ -> throw new KeyDestroyedException(owner.workspace(), owner.user());
            case null -> throw new IllegalStateException("a key that was made is missing");
        };
    }

    private @Nullable Held get(Owner owner, Reader reader) {
        var held = cache.getIfPresent(owner);
        if (held != null && isFresh(held)) {
            return held;
        }
        return cache.asMap()
                .compute(
                        owner,
                        (_, other) -> other != null && isFresh(other) ? other : reader.read(owner));
    }

    @FunctionalInterface
    private interface Reader {
        @Nullable Held read(Owner owner);
    }

    private boolean isFresh(Held held) {
        return switch (held) {
            case Live live -> ticker.read() - live.readAt() < RECHECK.toNanos();
            case Destroyed _ -> true;
        };
    }

    private @Nullable Held read(Owner owner) {
        var readAt = ticker.read();
        return documents.find(owner.id()).map(found -> held(owner, found, readAt)).orElse(null);
    }

    private Held readOrMake(Owner owner) {
        var readAt = ticker.read();
        var found = documents.findOrInsert(owner.id(), () -> freshDocument(owner));
        return held(owner, found, readAt);
    }

    private Document freshDocument(Owner owner) {
        var wrapped = ring.wrap(ring.newKey(), owner.wrapping());
        return new Document("_id", owner.id()).append("key", wrapped.toDocument());
    }

    private Held held(Owner owner, Document stored, long readAt) {
        var wrapped = stored.get("key", Document.class);
        if (wrapped == null) {
            return new Destroyed();
        }
        var key = ring.unwrap(WrappedKey.from(wrapped), owner.wrapping());
        return new Live(
                new PersonalKey(owner.workspace(), owner.user(), key.bytes(), nonces, gcm), readAt);
    }

    private Held bury(Owner owner) {
        documents.upsert(
                owner.id(),
                Updates.combine(Updates.unset("key"), Updates.currentDate("destroyedAt")));
        return new Destroyed();
    }
}
