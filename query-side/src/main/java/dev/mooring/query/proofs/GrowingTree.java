package dev.mooring.query.proofs;

import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.TileId;
import dev.mooring.proofs.TileReader;
import dev.mooring.proofs.TreeHash;
import dev.mooring.query.proofs.TreeStore.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The right edge of one tree in memory: what is appended grows its last tiles. For one thread. */
final class GrowingTree {

    private final String name;
    private final boolean placed;
    private final Frontier frontier;

    /** The tiles that are not full, by level. */
    private final Map<Integer, Tile> edge = new HashMap<>();

    private final Map<TileId, Tile> grown = new LinkedHashMap<>();
    private long position;

    private GrowingTree(String name, Extent extent, Map<TileId, Tile> tiles) {
        this.name = name;
        this.placed = !name.equals(TreeStore.INSTALLATION);
        this.position = extent.position();
        tiles.forEach((id, tile) -> edge.put(id.level(), tile.cutTo(id.width(extent.size()))));
        var reader = new TileReader(id -> Objects.requireNonNull(edge.get(id.level()), name).row());
        this.frontier = Frontier.of(extent.size(), reader);
    }

    /** The tiles that are not full in a tree of this size: all that is needed to take it up. */
    static List<TileId> edgeOf(long size) {
        var ids = new ArrayList<TileId>();
        for (int level = 0; (level * TileId.HEIGHT) < Long.SIZE; level++) {
            long entries = size >> (level * TileId.HEIGHT);
            if (entries % TileId.WIDTH != 0) {
                ids.add(new TileId(level, entries / TileId.WIDTH));
            }
        }
        return ids;
    }

    /**
     * Takes a tree up.
     *
     * @param stored its edge's tiles by key; they may have grown since
     * @throws DivergedException where one is missing or narrower
     */
    static GrowingTree of(String name, Extent extent, Map<String, Tile> stored) {
        var tiles = new HashMap<TileId, Tile>();
        for (var id : edgeOf(extent.size())) {
            var tile = stored.get(Tile.key(name, id));
            if (tile == null || tile.width() < id.width(extent.size())) {
                throw new DivergedException(
                        "the tile %s is not there as far as it was written"
                                .formatted(Tile.key(name, id)));
            }
            tiles.put(id, tile);
        }
        return new GrowingTree(name, extent, tiles);
    }

    Extent extent() {
        return new Extent(frontier.size(), position);
    }

    TreeHash root() {
        return frontier.root();
    }

    List<TreeHash> subtrees() {
        return frontier.subtrees();
    }

    /** Appends a leaf that stands at a position of the log, in a commit. */
    void append(TreeHash leaf, long at, long commit) {
        position = at;
        frontier.append(
                leaf,
                (level, index, hash) -> {
                    if (level % TileId.HEIGHT == 0) {
                        add(TileId.holding(level, index), hash, at, commit);
                    }
                });
    }

    /** The tiles that have grown since this was asked last. They go on growing. */
    List<Tile> takeGrown() {
        var tiles = List.copyOf(grown.values());
        grown.clear();
        return tiles;
    }

    private void add(TileId id, TreeHash hash, long at, long commit) {
        var leaves = placed && id.level() == 0;
        var tile = edge.computeIfAbsent(id.level(), _ -> new Tile(name, id, leaves));
        if (leaves) {
            tile.add(hash, at, commit);
        } else {
            tile.add(hash);
        }
        grown.put(id, tile);
        if (tile.isFull()) {
            edge.remove(id.level());
        }
    }
}
