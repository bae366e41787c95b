package dev.mooring.proofs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a tree goes on from one that was seen before. Its text is what a witness is sent (C2SP
 * tlog-witness, add-checkpoint).
 *
 * @param from the size that was seen
 * @param path the hashes that prove it
 * @param checkpoint of the tree that goes on
 */
public record ConsistencyProof(long from, List<TreeHash> path, SignedNote checkpoint) {

    private static final String OLD = "old ";

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for what is no such proof
     */
    public static ConsistencyProof parse(String text) {
        int split = text.indexOf("\n\n");
        if (split < 0 || !text.startsWith(OLD)) {
            throw new IllegalArgumentException("not a proof of consistency");
        }
        var lines = Arrays.asList(text.substring(0, split).split("\n", -1));
        return new ConsistencyProof(
                Checkpoint.number(lines.getFirst().substring(OLD.length())),
                lines.subList(1, lines.size()).stream().map(TreeHash::parse).toList(),
                SignedNote.parse(text.substring(split + 2)));
    }

    /** Whether it proves to whoever believes a key that the tree goes on from this one. */
    public boolean proves(Checkpoint seen, VerifierKey key) {
        if (!checkpoint.isSignedBy(key) || seen.size() != from) {
            return false;
        }
        var now = Checkpoint.parse(checkpoint.text());
        return now.origin().equals(seen.origin())
                && MerkleTree.isConsistent(from, seen.root(), now.size(), now.root(), path);
    }

    @Override
    public String toString() {
        return path.stream()
                .map(hash -> hash + "\n")
                .collect(Collectors.joining("", OLD + from + "\n", "\n" + checkpoint));
    }
}
