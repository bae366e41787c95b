package dev.mooring.query.proofs;

import dev.mooring.proofs.TileId;
import dev.mooring.proofs.TreeHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * A tile of one tree and, beside leaves, where in the log each leaf stands. Grows, and never
 * changes otherwise. For one thread.
 *
 * <p>Stored as {@code {_id: "<tree>/<level>/<index>", width, h: hashes, p: positions, c: commit
 * numbers}}, one after the other, numbers as 64 bits big-endian; {@code p} and {@code c} only at
 * level 0 of a workspace's tree.
 */
final class Tile {

    private final String tree;
    private final TileId id;
    private final boolean placed;
    private final byte[] hashes = new byte[TileId.WIDTH * TreeHash.BYTES];
    private final long[] positions;
    private final long[] commits;
    private int width;

    /**
     * An empty tile.
     *
     * @param placed whether it keeps where its leaves stand
     */
    Tile(String tree, TileId id, boolean placed) {
        this.tree = tree;
        this.id = id;
        this.placed = placed;
        this.positions = new long[placed ? TileId.WIDTH : 0];
        this.commits = new long[placed ? TileId.WIDTH : 0];
    }

    /** Reads what {@link #toBson} wrote. */
    static Tile from(BsonDocument stored) {
        var text = stored.getString("_id").getValue();
        var parts = text.split("/", -1);
        var tile =
                new Tile(
                        parts[0],
                        new TileId(Integer.parseInt(parts[1]), Long.parseLong(parts[2])),
                        stored.containsKey("p"));
        var row = stored.getBinary("h").getData();
        tile.width = stored.getInt32("width").getValue();
        System.arraycopy(row, 0, tile.hashes, 0, tile.width * TreeHash.BYTES);
        if (tile.placed) {
            ByteBuffer.wrap(stored.getBinary("p").getData())
                    .asLongBuffer()
                    .get(tile.positions, 0, tile.width);
            ByteBuffer.wrap(stored.getBinary("c").getData())
                    .asLongBuffer()
                    .get(tile.commits, 0, tile.width);
        }
        return tile;
    }

    static String key(String tree, TileId id) {
        return tree + "/" + id.level() + "/" + id.index();
    }

    BsonDocument toBson() {
        var document =
                new BsonDocument("_id", new BsonString(key()))
                        .append("width", new BsonInt32(width))
                        .append("h", new BsonBinary(row()));
        if (placed) {
            document.append("p", new BsonBinary(head(positions)))
                    .append("c", new BsonBinary(head(commits)));
        }
        return document;
    }

    String key() {
        return key(tree, id);
    }

    TileId id() {
        return id;
    }

    int width() {
        return width;
    }

    /** Whether it is of a workspace's leaves, and knows where they stand. */
    boolean isOfLeaves() {
        return placed;
    }

    boolean isFull() {
        return width == TileId.WIDTH;
    }

    void add(TreeHash hash) {
        hash.into(hashes, width * TreeHash.BYTES);
        width++;
    }

    /** Adds a leaf with where it stands. */
    void add(TreeHash leaf, long position, long commit) {
        positions[width] = position;
        commits[width] = commit;
        add(leaf);
    }

    /** As it was when it was narrower. */
    Tile cutTo(int narrower) {
        var cut = new Tile(tree, id, placed);
        cut.width = narrower;
        System.arraycopy(hashes, 0, cut.hashes, 0, narrower * TreeHash.BYTES);
        if (placed) {
            System.arraycopy(positions, 0, cut.positions, 0, narrower);
            System.arraycopy(commits, 0, cut.commits, 0, narrower);
        }
        return cut;
    }

    TreeHash hash(int entry) {
        return TreeHash.within(hashes, entry * TreeHash.BYTES);
    }

    long position(int entry) {
        return positions[entry];
    }

    long commit(int entry) {
        return commits[entry];
    }

    /** Its hashes, one after the other. */
    byte[] row() {
        return Arrays.copyOf(hashes, width * TreeHash.BYTES);
    }

    /** How many of its leaves stand at or before a position. */
    int upTo(long position) {
        int low = 0;
        int high = width;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position(middle) <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The first entry that another tile has otherwise or not at all; its width where there is none.
     */
    int agreesWith(Tile other) {
        for (int i = 0; i < width; i++) {
            if (i >= other.width
                    || !hash(i).equals(other.hash(i))
                    || (placed
                            && (position(i) != other.position(i)
                                    || commit(i) != other.commit(i)))) {
                return i;
            }
        }
        return width;
    }

    private byte[] head(long[] numbers) {
        var bytes = new byte[width * Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().put(numbers, 0, width);
        return bytes;
    }
}
