package dev.mooring.proofs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says, for whoever holds an entry and the verifier key, that the entry is in a tree (C2SP
 * tlog-proof).
 *
 * @param index of the entry's leaf, from 0
 * @param path the hashes beside the way from the leaf to the root
 * @param checkpoint of the tree
 */
public record TlogProof(long index, List<TreeHash> path, SignedNote checkpoint) {

    private static final String TITLE = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";
    private static final String EXTRA = "extra ";

    public TlogProof {
        path = List.copyOf(path);
    }

    /**
     * Reads what {@link #toString} wrote; extra data, which nothing authenticates, is passed over.
     *
     * @throws IllegalArgumentException for what is no such proof
     */
    public static TlogProof parse(String text) {
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw new IllegalArgumentException("not a proof");
        }
        var lines = new ArrayList<>(Arrays.asList(text.substring(0, split).split("\n", -1)));
        if (!lines.removeFirst().equals(TITLE)) {
            throw new IllegalArgumentException("not a proof of this version");
        }
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            lines.removeFirst();
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new IllegalArgumentException("a proof without an index");
        }
        long index = Checkpoint.number(lines.removeFirst().substring(INDEX.length()));
        return new TlogProof(
                index,
                lines.stream().map(TreeHash::parse).toList(),
                SignedNote.parse(text.substring(split + 2)));
    }

    /** Whether it proves an entry to whoever believes a key, whose name is the tree's origin. */
    public boolean proves(byte[] entry, VerifierKey key) {
        if (!checkpoint.isSignedBy(key)) {
            return false;
        }
        var tree = Checkpoint.parse(checkpoint.text());
        return tree.origin().equals(key.name())
                && MerkleTree.isIncluded(
                        TreeHash.ofLeaf(entry), index, path, tree.size(), tree.root());
    }

    @Override
    public String toString() {
        return path.stream()
                .map(hash -> hash + "\n")
                .collect(
                        Collectors.joining(
                                "", TITLE + "\n" + INDEX + index + "\n", "\n" + checkpoint));
    }
}
