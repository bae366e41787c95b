package dev.mooring.proofs;

/** The full subtrees of a tree, wherever they are kept. */
@FunctionalInterface
public interface Subtrees {

    /**
     * The hash over the {@code 2^level} leaves from {@code index · 2^level} on.
     *
     * @param level 0 for a leaf
     */
    TreeHash hash(int level, long index);
}
