package dev.mooring.proofs;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A tree in tiles in memory, and the entries that it is of. */
public final class KeptTree {

    private final Map<TileId, ByteArrayOutputStream> tiles = new HashMap<>();
    private final Frontier frontier = new Frontier();
    private final List<byte[]> entries = new ArrayList<>();

    /** A tree of some entries, the same for the same size. */
    public static KeptTree of(int size) {
        var tree = new KeptTree();
        var random = new Random(1);
        for (int i = 0; i < size; i++) {
            var entry = new byte[random.nextInt(80)];
            random.nextBytes(entry);
            tree.append(entry);
        }
        return tree;
    }

    public void append(byte[] entry) {
        entries.add(entry);
        frontier.append(
                TreeHash.ofLeaf(entry),
                (level, index, hash) -> {
                    if (level % TileId.HEIGHT == 0) {
                        tiles.computeIfAbsent(
                                        TileId.holding(level, index),
                                        _ -> new ByteArrayOutputStream())
                                .writeBytes(hash.bytes());
                    }
                });
    }

    public Subtrees subtrees() {
        return new TileReader(this::tile);
    }

    byte[] tile(TileId id) {
        return tiles.get(id).toByteArray();
    }

    Map<TileId, ByteArrayOutputStream> tiles() {
        return tiles;
    }

    public Frontier frontier() {
        return frontier;
    }

    public List<byte[]> entries() {
        return entries;
    }

    public TreeHash root(long size) {
        return MerkleTree.root(size, subtrees());
    }
}
