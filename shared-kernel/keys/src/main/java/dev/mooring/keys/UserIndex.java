package dev.mooring.keys;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * Finds the random id that stands for a user everywhere by the id that the workspace's own systems
 * know the user by. What lies stored tells the latter to nobody: it is a hash that only this
 * installation can compute. Immutable and thread-safe.
 *
 * <p>A document of {@code user_index} is {@code {_id: "workspace/hash", user: "usr_…"}}.
 */
public final class UserIndex {

    static final String COLLECTION = "user_index";
    private static final String PURPOSE = "user.index";
    private static final String USER = "user";

    private final DurableCollection documents;
    private final KeyedHashes hashes;

    public UserIndex(MongoDatabase database, KeyedHashes hashes) {
        this.documents = new DurableCollection(database, COLLECTION);
        this.hashes = hashes;
    }

    /**
     * The user's id, added durably where there is none yet. Of several calls at once, on any nodes,
     * one adds its own and all return that.
     *
     * @param externalId compared byte for byte
     * @param fresh makes an id that nobody has; called only when one is needed
     * @throws IllegalArgumentException for an external id with an unpaired surrogate
     */
    public String findOrAdd(String workspace, String externalId, Supplier<String> fresh) {
        var id = id(workspace, externalId);
        return documents
                .findOrInsert(id, () -> new Document("_id", id).append(USER, fresh.get()))
                .getString(USER);
    }

    /** The user's id, or empty for one who was never added. As {@link #findOrAdd} otherwise. */
    public Optional<String> find(String workspace, String externalId) {
        return documents.find(id(workspace, externalId)).map(found -> found.getString(USER));
    }

    /** Forgets by what id a user was known. Walks the index, for that is rarely asked for. */
    public void forget(String user) {
        documents.deleteAll(eq(USER, user));
    }

    private String id(String workspace, String externalId) {
        return workspace + "/" + hashes.ofText(workspace, PURPOSE, externalId);
    }
}
