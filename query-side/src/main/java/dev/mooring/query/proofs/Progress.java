package dev.mooring.query.proofs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.HexFormat;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * How far the trees are, and which node lets them grow: the document {@code progress} of {@code
 * proof_trees}. That it is one node spares the others the work; nothing depends on it. Thread-safe.
 */
final class Progress {

    private static final String ID = "progress";

    private final MongoCollection<BsonDocument> documents;

    Progress(MongoDatabase database) {
        this.documents = TreeStore.collection(database, "proof_trees");
    }

    /**
     * A state of it.
     *
     * @param commit the last that is in the trees; 0 for none
     * @param position of its last event
     * @param hash of the commit, in hexadecimal; empty for none
     * @param node that lets them grow
     * @param beat grows as long as that node lives
     */
    record State(long commit, long position, String hash, String node, long beat) {

        static final State NONE = new State(0, 0, "", "", 0);

        State takenBy(String other) {
            return new State(commit, position, hash, other, beat + 1);
        }

        State at(long newCommit, long newPosition, byte[] newHash) {
            return new State(
                    newCommit, newPosition, HexFormat.of().formatHex(newHash), node, beat + 1);
        }
    }

    Optional<State> find() {
        return Optional.ofNullable(documents.find(eq("_id", ID)).first())
                .map(stored ->
                        new State(
                                stored.getInt64("commit").getValue(),
                                stored.getInt64("position").getValue(),
                                stored.getString("hash").getValue(),
                                stored.getString("node").getValue(),
                                stored.getInt64("beat").getValue()));
    }

    /** Whether the next state took the place of the one that was seen. */
    boolean replace(State seen, State next) {
        if (seen.equals(State.NONE)) {
            return TreeStore.insert(documents, document(next));
        }
        return documents
                        .replaceOne(
                                and(
                                        eq("_id", ID),
                                        eq("node", seen.node()),
                                        eq("beat", seen.beat())),
                                document(next))
                        .getMatchedCount()
                == 1;
    }

    private static BsonDocument document(State state) {
        return new BsonDocument("_id", new BsonString(ID))
                .append("commit", new BsonInt64(state.commit()))
                .append("position", new BsonInt64(state.position()))
                .append("hash", new BsonString(state.hash()))
                .append("node", new BsonString(state.node()))
                .append("beat", new BsonInt64(state.beat()));
    }
}
