package dev.mooring.query.proofs;

import java.util.Collection;

/** Compares tiles that were made again with those that are kept. */
record Kept(TreeStore store) {

    /**
     * @throws BrokenException at the first leaf that is kept otherwise
     * @throws DivergedException where what stands above the leaves is kept otherwise
     */
    void require(Collection<Tile> recomputed) {
        var kept = store.tiles(recomputed.stream().map(Tile::key).toList());
        for (var tile : recomputed) {
            var there = kept.get(tile.key());
            int agreed = there == null ? 0 : tile.agreesWith(there);
            if (agreed == tile.width()) {
                continue;
            }
            if (tile.isOfLeaves()) {
                throw new BrokenException(
                        tile.position(agreed), "the event is not what the tree has of it");
            }
            throw new DivergedException(
                    "the tile %s is not what the log leads to".formatted(tile.key()));
        }
    }
}
