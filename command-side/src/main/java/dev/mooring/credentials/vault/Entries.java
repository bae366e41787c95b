package dev.mooring.credentials.vault;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection {@code vault}, one document per authorization:
 *
 * <pre>
 * {_id: "workspace/authorization", workspace, authorization,
 *  attempt,                                   until the first generation is promoted
 *  key: {id, kek, ciphertext},                the data key, wrapped
 *  current: {version, fields: [{name, ciphertext}]},
 *  pending: {version, fields, at},
 *  refresh: {epoch, version, until, unanswered}}   the lease of the last refresh
 * {_id, workspace, authorization, destroyedAt}   once destroyed, for ever
 * </pre>
 *
 * Every write is on the journals of a majority before it returns and every change is one
 * conditional update of one document, so that the count of matched documents says who won.
 */
final class Entries {

    private final MongoCollection<Document> documents;

    Entries(MongoDatabase database) {
        documents = durable(database, "vault");
        documents.createIndex(
                Indexes.ascending("workspace", "pending.at"),
                new IndexOptions().name("pending").partialFilterExpression(exists("pending.at")));
    }

    static MongoCollection<Document> durable(MongoDatabase database, String name) {
        return database.getCollection(name)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    static boolean isDuplicate(MongoWriteException e) {
        return ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }

    static Document blank(WorkspaceId workspace, AuthorizationId authorization) {
        return new Document("_id", id(workspace, authorization))
                .append("workspace", workspace.value())
                .append("authorization", authorization.value());
    }

    static String id(WorkspaceId workspace, AuthorizationId authorization) {
        return workspace.value() + "/" + authorization.value();
    }

    MongoCollection<Document> documents() {
        return documents;
    }

    Optional<Document> find(WorkspaceId workspace, AuthorizationId authorization) {
        return Optional.ofNullable(documents.find(eq("_id", id(workspace, authorization))).first());
    }

    boolean insert(Document document) {
        try {
            documents.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the entry was as the condition says, and now is as the update makes it. */
    boolean update(
            WorkspaceId workspace, AuthorizationId authorization, Bson condition, Bson update) {
        return documents
                        .updateOne(and(eq("_id", id(workspace, authorization)), condition), update)
                        .getMatchedCount()
                == 1;
    }
}
