package dev.mooring.query.proofs;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.proofs.ConsistencyProof;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.TileId;
import dev.mooring.proofs.TlogProof;
import dev.mooring.query.proofs.Checkpoints.Signed;
import java.time.Duration;

/** What is proved about one tree. Thread-safe. */
final class Proofs {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** How long what was acknowledged before a call may take to be in the trees. */
    private static final Duration HEAD = Duration.ofSeconds(5);

    private final EventLog log;
    private final TreeStore store;
    private final Progress progress;
    private final Checkpoints checkpoints;

    Proofs(EventLog log, TreeStore store, Progress progress, Checkpoints checkpoints) {
        this.log = log;
        this.store = store;
        this.progress = progress;
        this.checkpoints = checkpoints;
    }

    /** The position up to which the trees have grown. */
    long reached() {
        return progress.find().map(Progress.State::position).orElse(0L);
    }

    /**
     * Waits for the trees to reach a position.
     *
     * @return the position reached, which is below the one asked for when the time ran out
     */
    long await(long position, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long reached = reached();
        while (reached < position && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            reached = reached();
        }
        return reached;
    }

    /** Waits for what is in the log now, as long as that makes sense; says how far they came. */
    long awaitHead() throws InterruptedException {
        return await(log.head().position(), HEAD);
    }

    Signed checkpoint(String tree) {
        return checkpoints.sign(tree);
    }

    /**
     * Proves an event of a workspace.
     *
     * @throws Refusal {@code audit.event_unknown} where none of its events has the position
     */
    TlogProof inclusion(String workspace, long position) {
        var signed = checkpoints.sign(workspace);
        long index = store.sizeAt(workspace, position) - 1;
        if (index < 0 || index >= signed.size() || position(workspace, index) != position) {
            throw Refusal.of(ErrorCode.AUDIT_EVENT_UNKNOWN);
        }
        return new TlogProof(
                index,
                MerkleTree.inclusion(index, signed.size(), store.subtrees(workspace)),
                signed.note());
    }

    /**
     * Proves that a tree goes on from what it was.
     *
     * @param from the size that was seen
     * @param to the size of a checkpoint that was given out; that of a new one where it is negative
     * @throws Refusal {@code audit.checkpoint_unknown} where there is no such checkpoint, {@code
     *     request.invalid} where the sizes are the wrong way round
     */
    ConsistencyProof consistency(String tree, long from, long to) {
        var signed =
                to < 0
                        ? checkpoints.sign(tree)
                        : checkpoints
                                .given(tree, to)
                                .orElseThrow(() -> Refusal.of(ErrorCode.AUDIT_CHECKPOINT_UNKNOWN));
        if (from > signed.size()) {
            throw Refusal.invalid(
                    "from",
                    "size.beyond",
                    "The tree has %d leaves, and from is more".formatted(signed.size()));
        }
        return new ConsistencyProof(
                from,
                MerkleTree.consistency(from, signed.size(), store.subtrees(tree)),
                signed.note());
    }

    private long position(String workspace, long index) {
        return store.tile(workspace, new TileId(0, index / TileId.WIDTH))
                .map(tile -> tile.position((int) (index % TileId.WIDTH)))
                .orElse(-1L);
    }
}
