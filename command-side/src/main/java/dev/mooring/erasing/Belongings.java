package dev.mooring.erasing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What each user has, or ever had, as far as the log was folded: {@code belongings}, {@code {_id:
 * "workspace/id", workspace, user, id}}. Ids alone. Thread-safe; durable on a majority when a call
 * returns.
 */
final class Belongings {

    private static final String ID = "_id";
    private static final String WORKSPACE = "workspace";
    private static final String USER = "user";
    private static final String THING = "id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> documents;

    Belongings(MongoDatabase database) {
        documents = Durable.collection(database, "belongings");
        documents.createIndex(Indexes.ascending(WORKSPACE, USER));
    }

    /** Adds what is not there yet. */
    void add(Collection<Belonging> things) {
        documents.bulkWrite(
                things.stream().map(Belongings::write).toList(),
                new BulkWriteOptions().ordered(false));
    }

    /** The ids of all that is or was a user's. */
    Set<String> of(WorkspaceId workspace, UserId user) {
        var ids = new HashSet<String>();
        for (var found : documents.find(his(workspace, user))) {
            ids.add(found.getString(THING));
        }
        return ids;
    }

    /** Forgets what was a user's. */
    void forget(WorkspaceId workspace, UserId user) {
        documents.deleteMany(his(workspace, user));
    }

    private static Bson his(WorkspaceId workspace, UserId user) {
        return and(eq(WORKSPACE, workspace.value()), eq(USER, user.value()));
    }

    private static UpdateOneModel<Document> write(Belonging thing) {
        var workspace = thing.workspace().value();
        return new UpdateOneModel<>(
                eq(ID, workspace + "/" + thing.id()),
                combine(
                        setOnInsert(WORKSPACE, workspace),
                        setOnInsert(USER, thing.user().value()),
                        setOnInsert(THING, thing.id())),
                UPSERT);
    }
}
