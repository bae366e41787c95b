package dev.mooring.proofs;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of the Merkle tree of RFC 9162 §2.1. Pure.
 *
 * <p>Proofs are made of a tree's {@link Subtrees}, of which they look at about two for each
 * doubling of its size. They are verified without it.
 */
public final class MerkleTree {

    private MerkleTree() {}

    /**
     * The root of a tree's first leaves (§2.1.1).
     *
     * @param size how many
     */
    public static TreeHash root(long size, Subtrees tree) {
        return size == 0 ? TreeHash.OF_NOTHING : range(0, size, tree);
    }

    /**
     * Proves that a leaf is in the tree (§2.1.3.1): the hashes beside the way from it to the root.
     *
     * @param index the leaf's, from 0
     * @param size of the tree
     */
    public static List<TreeHash> inclusion(long index, long size, Subtrees tree) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf %d of %d".formatted(index, size));
        }
        var proof = new ArrayList<TreeHash>();
        beside(index, 0, size, tree, proof);
        return proof;
    }

    /**
     * Proves that a smaller tree is the beginning of a larger one (§2.1.4.1).
     *
     * @param from the smaller size
     * @param to the larger size
     */
    public static List<TreeHash> consistency(long from, long to, Subtrees tree) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException(
                    "no tree of %d begins one of %d".formatted(from, to));
        }
        var proof = new ArrayList<TreeHash>();
        if (from > 0 && from < to) {
            between(from, 0, to, true, tree, proof);
        }
        return proof;
    }

    /** Whether a leaf is where a proof says, in the tree with this root (§2.1.3.2). */
    public static boolean isIncluded(
            TreeHash leaf, long index, List<TreeHash> proof, long size, TreeHash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        var hash = leaf;
        for (var beside : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.ofNode(beside, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= up;
                last >>= up;
            } else {
                hash = TreeHash.ofNode(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether one tree is the beginning of another, as a proof says (§2.1.4.2). */
    public static boolean isConsistent(
            long from, TreeHash fromRoot, long to, TreeHash toRoot, List<TreeHash> proof) {
        if (from == to || from == 0) {
            var expected = from == to ? toRoot : TreeHash.OF_NOTHING;
            return proof.isEmpty() && fromRoot.equals(expected);
        }
        if (from < 0 || from > to || proof.isEmpty()) {
            return false;
        }
        // A smaller tree that is one full subtree is its own first hash, which is left out.
        var hashes = new ArrayList<>(proof);
        if (Long.bitCount(from) == 1) {
            hashes.addFirst(fromRoot);
        }
        int up = Long.numberOfTrailingZeros(~(from - 1));
        long node = (from - 1) >> up;
        long last = (to - 1) >> up;
        var small = hashes.getFirst();
        var large = hashes.getFirst();
        for (var beside : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                small = TreeHash.ofNode(beside, small);
                large = TreeHash.ofNode(beside, large);
                int more = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= more;
                last >>= more;
            } else {
                large = TreeHash.ofNode(large, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && small.equals(fromRoot) && large.equals(toRoot);
    }

    private static void beside(
            long index, long from, long to, Subtrees tree, List<TreeHash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = from + leftOf(to - from);
        if (index < middle) {
            beside(index, from, middle, tree, proof);
            proof.add(range(middle, to, tree));
        } else {
            beside(index, middle, to, tree, proof);
            proof.add(range(from, middle, tree));
        }
    }

    /**
     * @param end of the smaller tree
     * @param whole whether this subtree of the smaller one is the smaller one
     */
    private static void between(
            long end, long from, long to, boolean whole, Subtrees tree, List<TreeHash> proof) {
        if (end == to) {
            if (!whole) {
                proof.add(range(from, to, tree));
            }
            return;
        }
        long middle = from + leftOf(to - from);
        if (end <= middle) {
            between(end, from, middle, whole, tree, proof);
            proof.add(range(middle, to, tree));
        } else {
            between(end, middle, to, false, tree, proof);
            proof.add(range(from, middle, tree));
        }
    }

    /** The hash over leaves that are a subtree, full or at the right edge. */
    private static TreeHash range(long from, long to, Subtrees tree) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return tree.hash(level, from >> level);
        }
        long middle = from + leftOf(leaves);
        return TreeHash.ofNode(range(from, middle, tree), range(middle, to, tree));
    }

    /** The largest power of two below a number of leaves. */
    private static long leftOf(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
