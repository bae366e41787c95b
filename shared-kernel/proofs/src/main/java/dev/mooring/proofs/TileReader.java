package dev.mooring.proofs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A tree's full subtrees out of its tiles. Fetches each tile once, and what is asked of it is never
 * more than was there at the size that is meant: tiles only grow. For one thread and a short while.
 */
public final class TileReader implements Subtrees {

    private final Function<TileId, byte[]> tiles;
    private final Map<TileId, byte[]> fetched = new HashMap<>();

    /**
     * @param tiles a tile's hashes, one after the other; at least as many as are asked for
     */
    public TileReader(Function<TileId, byte[]> tiles) {
        this.tiles = tiles;
    }

    @Override
    public TreeHash hash(int level, long index) {
        var id = TileId.holding(level, index);
        var row = fetched.computeIfAbsent(id, tiles);
        int up = level % TileId.HEIGHT;
        int first = (int) ((index << up) % TileId.WIDTH);
        if (row.length < (first + (1 << up)) * TreeHash.BYTES) {
            throw new IllegalStateException(
                    "tile %s has no more than %d bytes".formatted(id.path(), row.length));
        }
        return over(row, first, up);
    }

    private static TreeHash over(byte[] row, int first, int up) {
        if (up == 0) {
            return TreeHash.within(row, first * TreeHash.BYTES);
        }
        int half = 1 << (up - 1);
        return TreeHash.ofNode(over(row, first, up - 1), over(row, first + half, up - 1));
    }
}
