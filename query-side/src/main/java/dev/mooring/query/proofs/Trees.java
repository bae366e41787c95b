package dev.mooring.query.proofs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.TreeHash;
import dev.mooring.query.proofs.TreeStore.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * All trees of an installation as they grow with its log: an event becomes a leaf of its
 * workspace's tree, and a commit a leaf of the installation's, which holds the workspace's
 * checkpoint after it. So every tree follows from the log alone, however it was read. For one
 * thread.
 */
final class Trees {

    /** Trees kept at hand; beyond it all are taken up again as they are needed. */
    private static final int AT_HAND = 2_000;

    private final TreeStore store;
    private final Map<String, GrowingTree> atHand = new HashMap<>();
    private long commit;
    private long position;

    /**
     * Trees as they were after a commit.
     *
     * @param store where they are, there or further on
     * @param commit its number; 0 for before the first
     * @param position of its last event
     */
    Trees(TreeStore store, long commit, long position) {
        this.store = store;
        this.commit = commit;
        this.position = position;
    }

    /** What has grown. */
    record Growth(List<Tile> tiles, Map<String, Extent> extents) {}

    /** Appends commits, which go on from those before. */
    Growth append(List<CommitDocument> commits) {
        takeUp(commits);
        var all = tree(TreeStore.INSTALLATION);
        var concerned = new LinkedHashSet<String>();
        for (var next : commits) {
            var workspace = next.content().workspace();
            var tree = tree(workspace);
            concerned.add(workspace);
            long at = next.first();
            for (var event : next.content().events()) {
                tree.append(TreeHash.of(event.leaf().bytes()), at, next.number());
                at++;
            }
            all.append(leaf(workspace, tree), at - 1, next.number());
            commit = next.number();
            position = at - 1;
        }
        concerned.add(TreeStore.INSTALLATION);
        return grown(concerned);
    }

    /** The commit up to which they have grown. */
    long commit() {
        return commit;
    }

    /** The position up to which they have grown. */
    long position() {
        return position;
    }

    /** A leaf of the installation's tree: the workspace's checkpoint, unsigned. */
    private static TreeHash leaf(String workspace, GrowingTree tree) {
        var text = new Checkpoint(workspace, tree.extent().size(), tree.root()).text();
        return TreeHash.ofLeaf(text.getBytes(US_ASCII));
    }

    private GrowingTree tree(String name) {
        return requireNonNull(atHand.get(name), "it was taken up");
    }

    private Growth grown(Collection<String> names) {
        var tiles = new ArrayList<Tile>();
        var extents = new HashMap<String, Extent>();
        for (var name : names) {
            tiles.addAll(tree(name).takeGrown());
            extents.put(name, tree(name).extent());
        }
        return new Growth(tiles, extents);
    }

    private void takeUp(List<CommitDocument> commits) {
        if (atHand.size() > AT_HAND) {
            atHand.clear();
        }
        var missing = new LinkedHashSet<String>();
        missing.add(TreeStore.INSTALLATION);
        commits.forEach(next -> missing.add(next.content().workspace()));
        missing.removeAll(atHand.keySet());
        if (missing.isEmpty()) {
            return;
        }
        var extents = new HashMap<String, Extent>();
        var edges = new ArrayList<String>();
        var stored = store.extents(missing);
        for (var name : missing) {
            var extent = asOf(name, stored.getOrDefault(name, Extent.NONE));
            extents.put(name, extent);
            GrowingTree.edgeOf(extent.size()).forEach(id -> edges.add(Tile.key(name, id)));
        }
        var tiles = store.tiles(edges);
        extents.forEach((name, extent) -> atHand.put(name, GrowingTree.of(name, extent, tiles)));
    }

    /** What is stored may be further on than the place where this began. */
    private Extent asOf(String name, Extent stored) {
        if (name.equals(TreeStore.INSTALLATION)) {
            return new Extent(commit, position);
        }
        if (stored.position() <= position) {
            return stored;
        }
        return new Extent(store.sizeAt(name, stored, position), position);
    }
}
