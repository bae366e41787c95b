package dev.mooring.query.proofs;

import dev.mooring.eventlog.StoredLog;
import dev.mooring.query.proofs.TreeStore.Extent;

/**
 * Verifies one workspace's history, looking at nobody else's: each of its events is in the log
 * where its tree says and is what its hash says; they lead to the tree that is kept; and that one
 * to every checkpoint that was signed. That nothing stands between them that the tree leaves out is
 * what the {@link InstallationCheck} shows.
 */
final class WorkspaceCheck implements Check {

    private final String workspace;
    private final long total;
    private final TreeStore store;
    private final Checkpoints checkpoints;
    private final OwnEvents events;
    private final GrowingTree tree;
    private Place reached;

    /**
     * @param from where it goes on
     */
    WorkspaceCheck(
            StoredLog log,
            TreeStore store,
            Checkpoints checkpoints,
            String workspace,
            long total,
            Place from) {
        this.workspace = workspace;
        this.total = total;
        this.store = store;
        this.checkpoints = checkpoints;
        this.events = new OwnEvents(log, store, workspace, from.done(), total);
        var extent = new Extent(from.done(), from.position());
        var edge =
                GrowingTree.edgeOf(from.done()).stream()
                        .map(id -> Tile.key(workspace, id))
                        .toList();
        this.tree = GrowingTree.of(workspace, extent, store.tiles(edge));
        this.reached = from;
    }

    @Override
    public boolean advance() {
        var next = events.next();
        for (var event : next) {
            tree.append(event.leaf(), event.position(), event.commit());
        }
        if (!next.isEmpty()) {
            new Kept(store).require(tree.takeGrown());
            var last = next.getLast();
            reached = new Place(last.index() + 1, last.position(), last.commit());
        }
        if (reached.done() < total) {
            return true;
        }
        checkpoints.requireAllOf(workspace);
        return false;
    }

    @Override
    public Place reached() {
        return reached;
    }
}
