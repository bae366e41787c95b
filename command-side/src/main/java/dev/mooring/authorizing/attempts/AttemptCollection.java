package dev.mooring.authorizing.attempts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.mooring.language.AttemptId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.OneTimeSecret;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The collection {@code attempts}, one document per attempt:
 *
 * <pre>
 * {_id: "workspace/attempt", workspace, attempt, connection, authorization, user, registration,
 *  service, serviceVersion, scopes, issuer: {identifier, promised}, finish: {by, returnUrl},
 *  step, expiresAt, forgetAt,
 *  ticket,                                 hash
 *  state, cookie,                          hashes, once opened
 *  confirmation, confirmBy,                hash, while a confirmation is awaited
 *  secrets: {verifier, nonce, code},       sealed, from opening to the exchange
 *  secretsUntil,                           when they go unused
 *  late}                                   whether history knows of a late answer
 * </pre>
 *
 * Every write is on the journals of a majority before it returns and every change is one
 * conditional update of one document, so that the count of matched documents says who won.
 */
final class AttemptCollection {

    private final MongoCollection<Document> documents;

    AttemptCollection(MongoDatabase database) {
        documents =
                database.getCollection("attempts")
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        documents.createIndex(
                Indexes.ascending("ticket"), new IndexOptions().name("ticket").unique(true));
        documents.createIndex(
                Indexes.ascending("state"),
                new IndexOptions().name("state").unique(true).sparse(true));
        documents.createIndex(
                Indexes.ascending("workspace", "user", "expiresAt"),
                new IndexOptions().name("waitingOfUser"));
        documents.createIndex(
                Indexes.ascending("workspace", "expiresAt"),
                new IndexOptions().name("waitingOfWorkspace"));
    }

    static Bson is(WorkspaceId workspace, AttemptId attempt) {
        return eq("_id", AttemptDocuments.id(workspace, attempt));
    }

    static Bson is(Attempt attempt) {
        return is(attempt.workspace(), attempt.attempt());
    }

    static Bson isAt(Step step) {
        return eq("step", step.name());
    }

    static Bson hasHash(String field, OneTimeSecret secret) {
        return eq(field, secret.hash());
    }

    static Bson moveTo(Step step) {
        return set("step", step.name());
    }

    /** The end of an attempt: there is nothing left to take. */
    static Bson spend() {
        return combine(moveTo(Step.SPENT), dropSecrets());
    }

    static Bson dropSecrets() {
        return combine(unset("secrets"), unset("secretsUntil"));
    }

    Optional<Document> find(Bson... conditions) {
        return Optional.ofNullable(documents.find(and(conditions)).first());
    }

    /** How many documents are so, counted up to a number. */
    long count(Bson condition, int most) {
        return documents.countDocuments(condition, new CountOptions().limit(most));
    }

    /** Whether the document was inserted, rather than one with its id being there already. */
    boolean insert(Document document) {
        try {
            documents.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Whether a document was as the condition says, and now is as the update makes it. */
    boolean update(Bson condition, Bson update) {
        return documents.updateOne(condition, update).getMatchedCount() == 1;
    }

    void updateAll(Bson condition, Bson update) {
        documents.updateMany(condition, update);
    }

    long deleteAll(Bson condition) {
        return documents.deleteMany(condition).getDeletedCount();
    }
}
