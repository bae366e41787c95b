package dev.mooring.query.proofs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.mooring.proofs.TileId;
import dev.mooring.proofs.TileReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Trees in the collections {@code proof_tiles} and {@code proof_trees}. What is written follows
 * from the log alone and only ever grows, so that whoever writes it, and how often, changes
 * nothing: what is narrower or smaller never takes the place of what is there. Durable on a
 * majority when a call returns. Thread-safe.
 */
final class TreeStore {

    /** The tree over all workspaces: a leaf for each commit. */
    static final String INSTALLATION = "installation";

    private static final String ID = "_id";
    private static final String WIDTH = "width";
    private static final String SIZE = "size";
    private static final String POSITION = "position";
    private static final int DUPLICATE_KEY = 11000;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<BsonDocument> tiles;
    private final MongoCollection<BsonDocument> trees;

    TreeStore(MongoDatabase database) {
        this.tiles = collection(database, "proof_tiles");
        this.trees = collection(database, "proof_trees");
    }

    /**
     * How far a tree is.
     *
     * @param size its leaves
     * @param position of the last leaf
     */
    record Extent(long size, long position) {

        static final Extent NONE = new Extent(0, 0);
    }

    static MongoCollection<BsonDocument> collection(MongoDatabase database, String name) {
        return database.getCollection(name, BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Whether the document was inserted, rather than one with its id being there already. */
    static boolean insert(MongoCollection<BsonDocument> into, BsonDocument document) {
        try {
            into.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** How far a tree is; {@link Extent#NONE} where it has not begun. */
    Extent extent(String tree) {
        return Optional.ofNullable(trees.find(eq(ID, tree)).first())
                .map(TreeStore::extent)
                .orElse(Extent.NONE);
    }

    /** How far these trees are, as far as they have begun. */
    Map<String, Extent> extents(Collection<String> names) {
        var found = new HashMap<String, Extent>();
        for (var tree : trees.find(in(ID, names))) {
            found.put(tree.getString(ID).getValue(), extent(tree));
        }
        return found;
    }

    Optional<Tile> tile(String tree, TileId id) {
        return Optional.ofNullable(tiles.find(eq(ID, Tile.key(tree, id))).first()).map(Tile::from);
    }

    /** Those tiles that there are, by their key. */
    Map<String, Tile> tiles(Collection<String> keys) {
        var found = new HashMap<String, Tile>();
        for (var stored : tiles.find(in(ID, keys))) {
            var tile = Tile.from(stored);
            found.put(tile.key(), tile);
        }
        return found;
    }

    /** A tree's subtrees, for a short while. */
    TileReader subtrees(String tree) {
        return new TileReader(id ->
                tile(tree, id)
                        .map(Tile::row)
                        .orElseThrow(() ->
                                new DivergedException(
                                        "the tile %s is missing".formatted(Tile.key(tree, id)))));
    }

    /** How many leaves of a workspace's tree stand at or before a position. */
    long sizeAt(String tree, long position) {
        return sizeAt(tree, extent(tree), position);
    }

    /** As above, of a tree that is known to be so far. */
    long sizeAt(String tree, Extent extent, long position) {
        if (position >= extent.position()) {
            return extent.size();
        }
        long low = 0;
        long high = (extent.size() + TileId.WIDTH - 1) / TileId.WIDTH;
        while (low < high) {
            long middle = (low + high) >>> 1;
            var tile = tile(tree, new TileId(0, middle)).orElseThrow(() -> missing(tree, middle));
            int before = tile.upTo(position);
            if (before == 0) {
                high = middle;
            } else if (before == tile.width()) {
                low = middle + 1;
            } else {
                return middle * TileId.WIDTH + before;
            }
        }
        return low * TileId.WIDTH;
    }

    /** Writes tiles, and then how far their trees are. */
    void save(Collection<Tile> grown, Map<String, Extent> extents) {
        var upsert = new ReplaceOptions().upsert(true);
        var wider = new ArrayList<WriteModel<BsonDocument>>();
        for (var tile : grown) {
            wider.add(
                    new ReplaceOneModel<>(
                            and(eq(ID, tile.key()), lt(WIDTH, tile.width())),
                            tile.toBson(),
                            upsert));
        }
        write(tiles, wider);
        var larger = new ArrayList<WriteModel<BsonDocument>>();
        extents.forEach((tree, extent) ->
                larger.add(
                        new ReplaceOneModel<>(
                                and(eq(ID, tree), lt(SIZE, extent.size())),
                                new BsonDocument(ID, new BsonString(tree))
                                        .append(SIZE, new BsonInt64(extent.size()))
                                        .append(POSITION, new BsonInt64(extent.position())),
                                upsert)));
        write(trees, larger);
    }

    private static DivergedException missing(String tree, long index) {
        return new DivergedException(
                "the tile %s is missing".formatted(Tile.key(tree, new TileId(0, index))));
    }

    /** A document that is there already, as wide or wider, makes the upsert a duplicate. */
    private static void write(
            MongoCollection<BsonDocument> to, List<WriteModel<BsonDocument>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        try {
            to.bulkWrite(writes, UNORDERED);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream()
                            .anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    private static Extent extent(BsonDocument stored) {
        return new Extent(stored.getInt64(SIZE).getValue(), stored.getInt64(POSITION).getValue());
    }
}
