package dev.mooring.keys;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection whose every write is on the journals of a majority before it returns, and whose
 * every read sees only such writes. Nothing that is encrypted under a key read here can outlive the
 * key in a fail-over.
 */
final class DurableCollection {

    private static final int TRIES = 10;

    private final MongoCollection<Document> documents;

    DurableCollection(MongoDatabase database, String name) {
        documents =
                database.getCollection(name)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    Optional<Document> find(String id) {
        return Optional.ofNullable(documents.find(eq("_id", id)).first());
    }

    boolean isEmpty() {
        return documents.find().limit(1).first() == null;
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

    /**
     * The document of that id, inserted first where there was none. An insert that loses to one
     * that a fail-over then takes back is tried again.
     */
    Document findOrInsert(String id, Supplier<Document> absent) {
        for (int i = 0; i < TRIES; i++) {
            var found = find(id);
            if (found.isPresent()) {
                return found.get();
            }
            var document = absent.get();
            if (insert(document)) {
                return document;
            }
        }
        throw new IllegalStateException(
                "%s in %s can neither be read nor inserted"
                        .formatted(id, documents.getNamespace().getCollectionName()));
    }

    void deleteAll(Bson condition) {
        documents.deleteMany(condition);
    }

    /** Updates the document of that id, or makes one of the update alone. */
    void upsert(String id, Bson update) {
        for (int i = 0; i < TRIES; i++) {
            try {
                documents.updateOne(eq("_id", id), update, new UpdateOptions().upsert(true));
                return;
            } catch (MongoWriteException e) {
                // Two upserts, or an upsert and an insert, of one id at once: now there is one.
                if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException(
                "%s in %s can neither be updated nor inserted"
                        .formatted(id, documents.getNamespace().getCollectionName()));
    }
}
