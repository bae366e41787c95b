package dev.mooring.query.proofs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.TreeHash;
import dev.mooring.query.proofs.TreeStore.Extent;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/**
 * Signs what trees are, and keeps all that it signed: a tree that is smaller than one it has
 * signed, or that does not go on from it, is never signed, on whichever node. Thread-safe.
 *
 * <p>In {@code proof_checkpoints} a document {@code <tree>} holds what was signed last, and {@code
 * <tree>/<size>} each that was given out.
 */
final class Checkpoints {

    private static final String ID = "_id";
    private static final String TREE = "tree";
    private static final String SIZE = "size";
    private static final String ROOT = "root";
    private static final String NOTE = "note";

    private final MongoCollection<BsonDocument> documents;
    private final TreeStore trees;
    private final Signers signers;

    Checkpoints(MongoDatabase database, TreeStore trees, Signers signers) {
        this.documents = TreeStore.collection(database, "proof_checkpoints");
        this.documents.createIndex(Indexes.ascending(TREE, SIZE));
        this.trees = trees;
        this.signers = signers;
    }

    /** A tree at a size, and the note that says so. */
    record Signed(Checkpoint checkpoint, SignedNote note) {

        long size() {
            return checkpoint.size();
        }
    }

    /**
     * Signs a tree as it is.
     *
     * @throws DivergedException where it does not go on from what was signed before
     */
    Signed sign(String tree) {
        while (true) {
            var last = find(tree);
            var extent = trees.extent(tree);
            if (last.isPresent() && last.get().size() >= extent.size()) {
                return signedAlready(tree, last.get(), extent);
            }
            var size = extent.size();
            var root = MerkleTree.root(size, trees.subtrees(tree));
            last.ifPresent(it -> requireConsistent(tree, it.checkpoint()));
            var signed = signed(new Checkpoint(signers.origin(tree), size, root), tree);
            keep(tree, signed);
            if (replace(tree, last, signed)) {
                return signed;
            }
        }
    }

    /** A checkpoint of a size that was given out. */
    Optional<Signed> given(String tree, long size) {
        return find(tree + "/" + size);
    }

    /**
     * Checks all that was given out of a tree against what is kept, as far as it has got.
     *
     * @throws DivergedException where it was signed otherwise
     */
    void requireAllOf(String tree) {
        require(tree, eq(TREE, tree));
    }

    /**
     * As above, of every tree.
     *
     * @throws DivergedException where it was signed otherwise
     */
    void requireAll() {
        for (var tree : documents.distinct(TREE, String.class)) {
            requireAllOf(tree);
        }
    }

    private void requireConsistent(String tree, Checkpoint signed) {
        requireRoot(tree, signed, MerkleTree.root(signed.size(), trees.subtrees(tree)));
    }

    private void require(String tree, Bson those) {
        long size = trees.extent(tree).size();
        var subtrees = trees.subtrees(tree);
        for (var stored : documents.find(those).sort(Sorts.ascending(SIZE))) {
            var signed = read(stored).checkpoint();
            if (signed.size() > size) {
                throw new DivergedException(
                        "the tree %s had %d leaves when it was signed, and now has %d"
                                .formatted(tree, signed.size(), size));
            }
            requireRoot(tree, signed, MerkleTree.root(signed.size(), subtrees));
        }
    }

    private static void requireRoot(String tree, Checkpoint signed, TreeHash root) {
        if (!root.equals(signed.root())) {
            throw new DivergedException(
                    "the tree %s had root %s at size %d when it was signed, and now has %s"
                            .formatted(tree, signed.root(), signed.size(), root));
        }
    }

    /**
     * A tree that is being made again is behind what was signed, and is not signed until it is not.
     */
    private Signed signedAlready(String tree, Signed last, Extent extent) {
        if (last.size() == extent.size()) {
            requireConsistent(tree, last.checkpoint());
        }
        return signed(last.checkpoint(), tree);
    }

    /** With the keys of today: one may have been added. */
    private Signed signed(Checkpoint checkpoint, String tree) {
        return new Signed(checkpoint, SignedNote.sign(checkpoint.text(), signers.of(tree)));
    }

    private Optional<Signed> find(String id) {
        return Optional.ofNullable(documents.find(eq(ID, id)).first()).map(Checkpoints::read);
    }

    private static Signed read(BsonDocument stored) {
        var note = SignedNote.parse(stored.getString(NOTE).getValue());
        return new Signed(Checkpoint.parse(note.text()), note);
    }

    private boolean replace(String tree, Optional<Signed> last, Signed next) {
        var document = document(tree, tree, next);
        if (last.isEmpty()) {
            return TreeStore.insert(documents, document);
        }
        var unchanged =
                and(
                        eq(ID, tree),
                        eq(SIZE, last.get().size()),
                        eq(ROOT, last.get().checkpoint().root().toString()));
        return documents.replaceOne(unchanged, document).getMatchedCount() == 1;
    }

    /** Kept before it is given out: what was signed is never unknown. */
    private void keep(String tree, Signed signed) {
        TreeStore.insert(documents, document(tree + "/" + signed.size(), tree, signed));
    }

    private static BsonDocument document(String id, String tree, Signed signed) {
        return new BsonDocument(ID, new BsonString(id))
                .append(TREE, new BsonString(tree))
                .append(SIZE, new BsonInt64(signed.size()))
                .append(ROOT, new BsonString(signed.checkpoint().root().toString()))
                .append(NOTE, new BsonString(signed.note().toString()));
    }
}
