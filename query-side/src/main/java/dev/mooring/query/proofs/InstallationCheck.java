package dev.mooring.query.proofs;

import dev.mooring.eventlog.CommitCursor;
import dev.mooring.eventlog.StoredLog;

/**
 * Verifies the whole log: every commit is what its hash says and goes on from the one before; every
 * event is in its workspace's tree and nothing else is; and all trees lead to every checkpoint that
 * was signed of them.
 */
final class InstallationCheck implements Check {

    private final Checkpoints checkpoints;
    private final TreeStore store;
    private final long lastCommit;
    private final Trees trees;
    private final CommitCursor cursor;

    /**
     * @param lastCommit where it ends; the trees have got that far
     * @param from where it goes on
     */
    InstallationCheck(
            StoredLog log, TreeStore store, Checkpoints checkpoints, long lastCommit, Place from) {
        this.checkpoints = checkpoints;
        this.store = store;
        this.lastCommit = lastCommit;
        this.trees = new Trees(store, from.commit(), from.position());
        this.cursor = log.after(from.commit());
    }

    @Override
    public boolean advance() {
        if (trees.commit() < lastCommit) {
            var commits = cursor.next();
            if (commits.isEmpty()) {
                throw new BrokenException(
                        trees.position() + 1, "the log ends before the trees that were made of it");
            }
            var mine = commits.stream().filter(commit -> commit.number() <= lastCommit).toList();
            new Kept(store).require(trees.append(mine).tiles());
        }
        if (trees.commit() < lastCommit) {
            return true;
        }
        checkpoints.requireAll();
        return false;
    }

    @Override
    public Place reached() {
        return new Place(trees.position(), trees.position(), trees.commit());
    }
}
