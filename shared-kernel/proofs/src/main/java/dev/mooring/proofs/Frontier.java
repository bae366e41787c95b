package dev.mooring.proofs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a tree: as many hashes as its size has ones in binary, each over a full
 * subtree. It is all that is needed to append to the tree and to tell its root. For one thread.
 */
public final class Frontier {

    private final @Nullable TreeHash[] subtrees = new @Nullable TreeHash[Long.SIZE];
    private long size;

    /** Is told each subtree that a leaf completes, the leaf itself first. */
    @FunctionalInterface
    public interface Completed {

        /** As in {@link Subtrees#hash}. */
        void subtree(int level, long index, TreeHash hash);
    }

    /** A tree without leaves. */
    public Frontier() {}

    /**
     * A tree of which {@link #subtrees} is known.
     *
     * @throws IllegalArgumentException where a tree of this size has another number of them
     */
    public static Frontier of(long size, List<TreeHash> subtrees) {
        if (size < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("not the edge of a tree of %d".formatted(size));
        }
        var frontier = new Frontier();
        frontier.size = size;
        int next = subtrees.size();
        for (int level = 0; level < Long.SIZE; level++) {
            if ((size >> level & 1) == 1) {
                next--;
                frontier.subtrees[level] = subtrees.get(next);
            }
        }
        return frontier;
    }

    /** The edge of a tree that is kept somewhere, at a size that it has reached. */
    public static Frontier of(long size, Subtrees tree) {
        var frontier = new Frontier();
        frontier.size = size;
        for (int level = 0; level < Long.SIZE; level++) {
            if ((size >> level & 1) == 1) {
                frontier.subtrees[level] = tree.hash(level, (size >> level) - 1);
            }
        }
        return frontier;
    }

    public long size() {
        return size;
    }

    public void append(TreeHash leaf) {
        append(leaf, (_, _, _) -> {});
    }

    public void append(TreeHash leaf, Completed completed) {
        var hash = leaf;
        completed.subtree(0, size, hash);
        int level = 0;
        for (var left = subtrees[0]; left != null; left = subtrees[level]) {
            hash = TreeHash.ofNode(left, hash);
            subtrees[level] = null;
            level++;
            completed.subtree(level, size >> level, hash);
        }
        subtrees[level] = hash;
        size++;
    }

    public TreeHash root() {
        @Nullable TreeHash root = null;
        for (var left : subtrees) {
            if (left != null) {
                root = root == null ? left : TreeHash.ofNode(left, root);
            }
        }
        return root == null ? TreeHash.OF_NOTHING : root;
    }

    /** Its full subtrees, the largest first. */
    public List<TreeHash> subtrees() {
        var result = new ArrayList<TreeHash>();
        for (int level = Long.SIZE - 1; level >= 0; level--) {
            var hash = subtrees[level];
            if (hash != null) {
                result.add(hash);
            }
        }
        return result;
    }
}
