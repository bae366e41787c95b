package dev.mooring.query.proofs;

import dev.mooring.eventlog.StoredLog;
import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.export.ExportLine;
import dev.mooring.query.proofs.Checkpoints.Signed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * One export on its way out, a few lines at a time: a begin, events as they are stored, and an end
 * with the checkpoint that was there when it began. For one thread.
 */
final class Export implements Iterator<List<ExportLine>> {

    private final TreeStore store;
    private final String workspace;
    private final List<String> keys;
    private final Signed signed;
    private final long from;
    private final long to;
    private final OwnEvents events;
    private State state = State.BEGIN;

    private enum State {
        BEGIN,
        EVENTS,
        OVER
    }

    /**
     * @param keys verifier keys
     * @param signed covers it
     * @param from index of the first event
     * @param to index after the last
     */
    Export(
            StoredLog log,
            TreeStore store,
            String workspace,
            List<String> keys,
            Signed signed,
            long from,
            long to) {
        this.store = store;
        this.workspace = workspace;
        this.keys = keys;
        this.signed = signed;
        this.from = from;
        this.to = to;
        this.events = new OwnEvents(log, store, workspace, from, to);
    }

    @Override
    public boolean hasNext() {
        return state != State.OVER;
    }

    @Override
    public List<ExportLine> next() {
        return switch (state) {
            case BEGIN -> {
                state = State.EVENTS;
                yield List.of(begin());
            }
            case EVENTS -> {
                var lines = events();
                if (lines.isEmpty()) {
                    state = State.OVER;
                    yield List.of(end());
                }
                yield lines;
            }
            case OVER -> throw new NoSuchElementException();
        };
    }

    private ExportLine begin() {
        var edge = Frontier.of(from, store.subtrees(workspace));
        return ExportLine.Begin.of(workspace, keys, from, edge.subtrees());
    }

    private List<ExportLine> events() {
        var lines = new ArrayList<ExportLine>();
        for (var event : events.next()) {
            lines.add(
                    new ExportLine.Event(
                            event.index(), event.position(), event.leaf(), event.bytes().json()));
        }
        return lines;
    }

    private ExportLine end() {
        return ExportLine.End.of(
                to,
                MerkleTree.consistency(to, signed.size(), store.subtrees(workspace)),
                signed.note().toString());
    }
}
