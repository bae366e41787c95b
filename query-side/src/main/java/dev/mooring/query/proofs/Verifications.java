package dev.mooring.query.proofs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.mooring.query.proofs.Verification.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Verifications in the collection {@code proof_verifications}, one under way for each tree: the
 * document {@code running/<tree>} names it. Durable on a majority when a call returns. Thread-safe.
 */
final class Verifications {

    private static final String ID = "_id";
    private static final String RUNNING = "running/";
    private static final String NAMED = "verification";

    private final MongoCollection<BsonDocument> documents;

    Verifications(MongoDatabase database) {
        this.documents = TreeStore.collection(database, "proof_verifications");
    }

    /** Starts one, or finds the one of the same tree that is under way. */
    Verification start(Verification next) {
        while (true) {
            var running = documents.find(eq(ID, RUNNING + next.tree())).first();
            if (running != null) {
                var named = running.getString(NAMED).getValue();
                var found = find(next.tree(), named);
                if (found.isPresent() && found.get().state() == State.RUNNING) {
                    return found.get();
                }
                // It ended, or whoever was to begin it died before.
                documents.deleteOne(and(eq(ID, RUNNING + next.tree()), eq(NAMED, named)));
            }
            TreeStore.insert(documents, next.toBson());
            if (TreeStore.insert(
                    documents,
                    new BsonDocument(ID, new BsonString(RUNNING + next.tree()))
                            .append(NAMED, new BsonString(next.id())))) {
                return next;
            }
            // Another caller was first: this one was never told of.
            documents.deleteOne(eq(ID, next.id()));
        }
    }

    /** One of a tree's verifications; empty for another tree's. */
    Optional<Verification> find(String tree, String id) {
        return Optional.ofNullable(documents.find(and(eq(ID, id), eq("tree", tree))).first())
                .map(Verification::from);
    }

    /** Those that have not ended. */
    List<Verification> running() {
        return documents
                .find(eq("state", State.RUNNING.name()))
                .map(Verification::from)
                .into(new ArrayList<>());
    }

    /** Whether the next state took the place of the one that was seen. */
    boolean replace(Verification seen, Verification next) {
        return documents
                        .replaceOne(
                                and(
                                        eq(ID, seen.id()),
                                        eq("node", seen.node()),
                                        eq("beat", seen.beat())),
                                next.toBson())
                        .getMatchedCount()
                == 1;
    }
}
