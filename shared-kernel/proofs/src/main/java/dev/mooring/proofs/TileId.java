package dev.mooring.proofs;

/**
 * Names a tile of C2SP tlog-tiles: up to 256 hashes side by side at every eighth level of the tree.
 *
 * @param level 0 for leaves; hash {@code i} of a tile at level {@code l} is over the {@code 256^l}
 *     leaves from {@code (256 · index + i) · 256^l} on
 * @param index from the left, from 0
 */
public record TileId(int level, long index) {

    /** Hashes in a full tile. */
    public static final int WIDTH = 256;

    /** Levels of the tree from one tile level to the next. */
    public static final int HEIGHT = 8;

    private static final int HIGHEST = 63;
    private static final int GROUP = 1_000;

    public TileId {
        if (level < 0 || level > HIGHEST || index < 0) {
            throw new IllegalArgumentException("no tile %d/%d".formatted(level, index));
        }
    }

    /** The tile that holds the first hash of which a full subtree is made. */
    public static TileId holding(int treeLevel, long treeIndex) {
        long entry = treeIndex << (treeLevel % HEIGHT);
        return new TileId(treeLevel / HEIGHT, entry / WIDTH);
    }

    /** How many hashes it has in a tree of this size; 0 where there is no such tile. */
    public int width(long treeSize) {
        int down = level * HEIGHT;
        long entries = down >= Long.SIZE ? 0 : treeSize >> down;
        return (int) Math.clamp(entries - index * WIDTH, 0, WIDTH);
    }

    /** Where tlog-tiles has it below {@code tile/}: {@code 0/x001/x234/067}. */
    public String path() {
        var path = new StringBuilder(three(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            path.insert(0, "x" + three(rest % GROUP) + "/");
        }
        return level + "/" + path;
    }

    private static String three(long number) {
        var digits = Long.toString(number);
        return "0".repeat(3 - digits.length()) + digits;
    }
}
