package dev.mooring.eventlog.forward;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.SealedCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a node says that was asked to write commits. */
public sealed interface Reply {

    /** It does not hold that lease and has written nothing. */
    record Refused() implements Reply {}

    /** The commits' ends, in their order. */
    record Ends(List<End> ends) implements Reply {

        public Ends {
            ends = List.copyOf(ends);
        }
    }

    default byte[] toBytes() {
        var out = new WireOutput();
        switch (this) {
            case Refused() -> out.count(0);
            case Ends(var ends) -> {
                out.count(1).count(ends.size());
                ends.forEach(end -> write(end, out));
            }
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param commits those that were sent
     * @throws IllegalArgumentException where the bytes are no reply of this version to them
     */
    static Reply parse(byte[] bytes, List<SealedCommit> commits) {
        var in = new WireInput(bytes);
        if (in.count() == 0) {
            in.end();
            return new Refused();
        }
        if (in.count() != commits.size()) {
            throw new IllegalArgumentException("not as many ends as commits");
        }
        var ends = new ArrayList<End>();
        for (var commit : commits) {
            ends.add(read(commit, in));
        }
        in.end();
        return new Ends(ends);
    }

    /** What was sent comes back as its slot alone, what an earlier sending wrote comes whole. */
    private static void write(End end, WireOutput out) {
        switch (end) {
            case End.Written(var document, var repeated) -> {
                out.count(repeated ? 1 : 0)
                        .number(document.number())
                        .number(document.first())
                        .number(document.at().toEpochMilli())
                        .bytes(document.previous().bytes());
                if (repeated) {
                    out.commit(document.content());
                }
            }
            case End.Conflict(var aggregateId, var sequence) ->
                    out.count(2).text(aggregateId).number(sequence);
            case End.Unwritten() -> out.count(3);
            case End.Unresolved() -> out.count(4);
            case End.Declined() -> out.count(5);
        }
    }

    private static End read(SealedCommit commit, WireInput in) {
        int kind = in.count();
        return switch (kind) {
            case 0, 1 -> {
                long number = in.number();
                long first = in.number();
                var at = Instant.ofEpochMilli(in.number());
                var previous = Hash.of(in.bytes());
                var content = kind == 0 ? commit : in.commit();
                yield new End.Written(
                        CommitDocument.inSlot(content, number, first, at, previous), kind == 1);
            }
            case 2 -> new End.Conflict(in.text(), in.number());
            case 3 -> new End.Unwritten();
            case 4 -> new End.Unresolved();
            case 5 -> new End.Declined();
            default -> throw new IllegalArgumentException("no such end: " + kind);
        };
    }
}
