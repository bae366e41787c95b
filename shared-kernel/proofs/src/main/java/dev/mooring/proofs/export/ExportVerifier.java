package dev.mooring.proofs.export;

import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.TreeHash;
import dev.mooring.proofs.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks an export with nothing but the export, a verifier key, and a checkpoint where the reader
 * holds one from before: that each event is what its hash says, that none is missing, doubled or
 * moved, and that all of them lead to a root which was signed. Holds one line at a time. For one
 * thread and one export.
 */
public final class ExportVerifier {

    private final List<VerifierKey> trusted;
    private final @Nullable Checkpoint held;
    private final Lines lines;

    private @Nullable Frontier tree;
    private String workspace = "";
    private List<VerifierKey> keys = List.of();
    private boolean open;
    private long from;
    private long firstPosition;
    private long lastPosition;

    /** What was open when the last end was passed: where events are not covered yet. */
    private long uncoveredSince;

    private boolean heldWasMet;
    private @Nullable Checkpoint covering;
    private @Nullable VerifierKey signer;

    private ExportVerifier(
            InputStream export, List<VerifierKey> trusted, @Nullable Checkpoint held) {
        this.lines = new Lines(export);
        this.trusted = List.copyOf(trusted);
        this.held = held;
    }

    /**
     * Checks an export.
     *
     * @param trusted keys one of which its checkpoints have to be signed with; none to take those
     *     that the export names, which shows only that the export agrees with itself
     * @param held a checkpoint of the same tree from before, which its history has to go on from
     */
    public static Verdict verify(
            InputStream export, List<VerifierKey> trusted, @Nullable Checkpoint held)
            throws IOException {
        var verifier = new ExportVerifier(export, trusted, held);
        try {
            return verifier.whole();
        } catch (NotWhole e) {
            return new Verdict.Broken(verifier.lines.number(), e.position, e.reason);
        }
    }

    /** The first thing that is wrong. */
    private static final class NotWhole extends Exception {

        private static final long serialVersionUID = 1L;

        private final @Nullable Long position;
        private final String reason;

        NotWhole(@Nullable Long position, String reason) {
            super(reason);
            this.position = position;
            this.reason = reason;
        }
    }

    private Verdict whole() throws IOException, NotWhole {
        for (var line = next(); line != null; line = next()) {
            switch (line) {
                case ExportLine.Begin begin -> begin(begin);
                case ExportLine.Event event -> event(event);
                case ExportLine.End end -> end(end);
            }
        }
        var signed = covering;
        var by = signer;
        if (tree == null) {
            throw new NotWhole(null, "this is no export: nothing begins in it");
        }
        if (open || signed == null || by == null) {
            throw new NotWhole(
                    null,
                    "the export is cut off after position %d: no checkpoint covers what follows %s"
                            .formatted(
                                    lastPosition,
                                    signed == null
                                            ? "its beginning"
                                            : "index %d".formatted(uncoveredSince)));
        }
        requireHeld(signed);
        return new Verdict.Whole(
                workspace, from, tree.size(), firstPosition, lastPosition, signed, by);
    }

    private @Nullable ExportLine next() throws IOException, NotWhole {
        try {
            var line = lines.next();
            return line == null ? null : ExportLine.parse(line);
        } catch (IllegalArgumentException e) {
            throw new NotWhole(
                    null,
                    "%s; the last event before it has position %d"
                            .formatted(e.getMessage(), lastPosition));
        }
    }

    private void begin(ExportLine.Begin begin) throws NotWhole {
        var subtrees = hashes(begin.subtrees());
        var going = tree;
        if (going == null) {
            workspace = begin.workspace();
            keys = keys(begin.keys());
            from = begin.index();
            uncoveredSince = from;
            tree = frontier(begin.index(), subtrees);
            meetHeld(tree);
        } else if (!begin.workspace().equals(workspace)) {
            throw new NotWhole(null, "the file goes on with another workspace's events");
        } else if (begin.index() != going.size()) {
            throw new NotWhole(
                    null,
                    "the file goes on with index %d after index %d, position %d"
                            .formatted(begin.index(), going.size() - 1, lastPosition));
        } else if (!subtrees.equals(going.subtrees())) {
            throw new NotWhole(
                    null,
                    "the events up to position %d are not those that the file goes on from"
                            .formatted(lastPosition));
        }
        open = true;
    }

    private void event(ExportLine.Event event) throws NotWhole {
        var going = tree;
        if (going == null || !open) {
            throw new NotWhole(event.position(), "an event where none belongs: after an end");
        }
        if (event.index() != going.size()) {
            throw new NotWhole(
                    event.position(),
                    "index %d where index %d belongs: events are missing, doubled or moved after position %d"
                            .formatted(event.index(), going.size(), lastPosition));
        }
        if (event.position() <= lastPosition) {
            throw new NotWhole(
                    event.position(),
                    "position %d after position %d".formatted(event.position(), lastPosition));
        }
        if (!event.recomputed().equals(event.hash())) {
            throw new NotWhole(event.position(), "the event is not what its hash says");
        }
        going.append(event.hash());
        if (firstPosition == 0) {
            firstPosition = event.position();
        }
        lastPosition = event.position();
        meetHeld(going);
    }

    private void end(ExportLine.End end) throws NotWhole {
        var going = tree;
        if (going == null || !open) {
            throw new NotWhole(null, "an end of nothing that has begun");
        }
        if (end.end() != going.size()) {
            throw new NotWhole(
                    null,
                    "the export ends at index %d and its events at index %d: some are missing or added after position %d"
                            .formatted(end.end(), going.size(), lastPosition));
        }
        var note = note(end.checkpoint());
        signer = signer(note);
        var signed = checkpoint(note);
        if (!signed.origin().equals(signer.name())) {
            throw new NotWhole(null, "the checkpoint is that of another tree");
        }
        requireSameHistory(signed);
        if (!MerkleTree.isConsistent(
                going.size(),
                going.root(),
                signed.size(),
                signed.root(),
                hashes(end.consistency()))) {
            throw new NotWhole(
                    null,
                    "the events from index %d to %d, up to position %d, do not lead to the root that was signed: what was signed is another history"
                            .formatted(uncoveredSince, going.size() - 1, lastPosition));
        }
        covering = signed;
        uncoveredSince = going.size();
        open = false;
    }

    /** Compares with the checkpoint from before, where it is of just this size. */
    private void meetHeld(Frontier going) throws NotWhole {
        if (held != null && held.size() == going.size()) {
            heldWasMet = true;
            if (!held.root().equals(going.root())) {
                throw new NotWhole(
                        lastPosition == 0 ? null : lastPosition,
                        "the events up to index %d are not those of the checkpoint that you hold: history was rewritten at or before this position"
                                .formatted(going.size() - 1));
            }
        }
    }

    private void requireSameHistory(Checkpoint signed) throws NotWhole {
        if (held == null) {
            return;
        }
        if (!held.origin().equals(signed.origin())) {
            throw new NotWhole(null, "the checkpoint that you hold is that of another tree");
        }
        if (signed.size() == held.size() && !signed.root().equals(held.root())) {
            throw new NotWhole(null, "two checkpoints of one size differ: there are two histories");
        }
    }

    private void requireHeld(Checkpoint signed) throws NotWhole {
        if (held == null) {
            return;
        }
        if (signed.size() < held.size()) {
            throw new NotWhole(
                    null,
                    "the export's checkpoint is of %d events and the one that you hold of %d: it comes from an older state, or events were taken away"
                            .formatted(signed.size(), held.size()));
        }
        if (!heldWasMet && !held.root().equals(signed.root())) {
            throw new NotWhole(
                    null,
                    "the export does not reach the checkpoint that you hold, of %d events: export events from before and after it"
                            .formatted(held.size()));
        }
    }

    private VerifierKey signer(SignedNote note) throws NotWhole {
        for (var key : trusted.isEmpty() ? keys : trusted) {
            if (note.isSignedBy(key)) {
                return key;
            }
        }
        throw new NotWhole(
                null,
                "the checkpoint is not signed with %s"
                        .formatted(
                                trusted.isEmpty()
                                        ? "a key that the export names"
                                        : "the key that you hold"));
    }

    private static SignedNote note(String text) throws NotWhole {
        try {
            return SignedNote.parse(text);
        } catch (IllegalArgumentException e) {
            throw new NotWhole(null, "the checkpoint is no signed note");
        }
    }

    private static Checkpoint checkpoint(SignedNote note) throws NotWhole {
        try {
            return Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw new NotWhole(null, "what is signed is no checkpoint");
        }
    }

    private static Frontier frontier(long index, List<TreeHash> subtrees) throws NotWhole {
        try {
            return Frontier.of(index, subtrees);
        } catch (IllegalArgumentException e) {
            throw new NotWhole(null, "the export begins with hashes of another tree");
        }
    }

    private static List<TreeHash> hashes(List<String> texts) throws NotWhole {
        try {
            return texts.stream().map(TreeHash::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new NotWhole(null, "the export holds hashes that are none");
        }
    }

    private static List<VerifierKey> keys(List<String> texts) throws NotWhole {
        try {
            return texts.stream().map(VerifierKey::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new NotWhole(null, "the export names keys that are none");
        }
    }
}
