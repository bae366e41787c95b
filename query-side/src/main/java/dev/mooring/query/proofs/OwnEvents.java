package dev.mooring.query.proofs;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.EventBytes;
import dev.mooring.proofs.TileId;
import dev.mooring.proofs.TreeHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A workspace's events, found by its tree: nobody else's commits are read for them. Each is what
 * its leaf says. Holds a tile and a few commits. For one thread.
 */
final class OwnEvents {

    /** Commits at once, at most, and about how many bytes of events. */
    private static final int COMMITS = 256;

    private static final long BYTES = 4L << 20;

    private final StoredLog log;
    private final TreeStore store;
    private final String workspace;
    private final long end;
    private long next;
    private int atOnce = 16;

    /**
     * Events by the index of their leaf.
     *
     * @param from the first
     * @param end after the last; the tree has got that far
     */
    OwnEvents(StoredLog log, TreeStore store, String workspace, long from, long end) {
        this.log = log;
        this.store = store;
        this.workspace = workspace;
        this.next = from;
        this.end = end;
    }

    /**
     * An event.
     *
     * @param index of its leaf
     * @param commit that it came with
     */
    record OwnEvent(long index, long position, long commit, EventBytes bytes, TreeHash leaf) {}

    /**
     * The next events; none at the end.
     *
     * @throws BrokenException at the first that is not what its leaf says, once those before it
     *     were handed out
     */
    List<OwnEvent> next() {
        if (next >= end) {
            return List.of();
        }
        var tile =
                store.tile(workspace, new TileId(0, next / TileId.WIDTH))
                        .orElseThrow(() ->
                                new DivergedException(
                                        "a tile of %s is missing".formatted(workspace)));
        int from = (int) (next % TileId.WIDTH);
        int to = (int) Math.min(tile.width(), end - next + from);
        if (from >= to) {
            throw new DivergedException("a tile of %s has shrunk".formatted(workspace));
        }
        var events = new ArrayList<OwnEvent>();
        var commits = commits(tile, from, to);
        for (int entry = from; entry < to; entry++) {
            var commit = commits.get(tile.commit(entry));
            if (commit == null) {
                break;
            }
            events.add(event(tile, entry, commit));
            next++;
        }
        return events;
    }

    /** As many as are read at once, from an entry on. */
    private Map<Long, CommitDocument> commits(Tile tile, int from, int to) {
        var numbers = new TreeSet<Long>();
        for (int entry = from; entry < to && numbers.size() < atOnce; entry++) {
            numbers.add(tile.commit(entry));
        }
        List<CommitDocument> found;
        try {
            found = log.numbered(numbers);
        } catch (LogCorruptException e) {
            found = first(tile, from);
        }
        long bytes = 1;
        var commits = new HashMap<Long, CommitDocument>();
        for (var commit : found) {
            commits.put(commit.number(), commit);
            bytes += commit.content().events().stream().mapToLong(EventBytes::size).sum();
        }
        long fit = BYTES * found.size() / bytes;
        atOnce = (int) Math.clamp(fit, 1, Math.min(COMMITS, 2 * atOnce));
        return commits;
    }

    private List<CommitDocument> first(Tile tile, int entry) {
        try {
            return log.numbered(List.of(tile.commit(entry)));
        } catch (LogCorruptException e) {
            throw new BrokenException(
                    tile.position(entry), "the commit of this event is not what its hash says");
        }
    }

    private OwnEvent event(Tile tile, int entry, CommitDocument commit) {
        long position = tile.position(entry);
        long offset = position - commit.first();
        if (!commit.content().workspace().equals(workspace)
                || offset < 0
                || offset >= commit.content().events().size()) {
            throw new BrokenException(
                    position, "the log has no event of this workspace at this position");
        }
        var event = commit.content().events().get((int) offset);
        var leaf = TreeHash.of(event.leaf().bytes());
        if (!leaf.equals(tile.hash(entry))) {
            throw new BrokenException(position, "the event is not what the tree has of it");
        }
        return new OwnEvent(next, position, commit.number(), event, leaf);
    }
}
