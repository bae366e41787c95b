package dev.mooring.eventlog.archive;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Envelope;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.mongo.Tail;
import java.util.ArrayList;
import java.util.Iterator;
import org.bson.BsonDocument;
import tools.jackson.core.JacksonException;

/**
 * Checks a log, commit by commit from its first, against all that FORMAT.md promises: dense numbers
 * and positions, the chain of hashes, and, which no hash covers, that each commit claims what its
 * events say and holds nothing else. For one thread.
 */
public final class CheckedLog {

    private Tail end = Tail.EMPTY;

    /** Is shown each event that was found good. */
    @FunctionalInterface
    public interface Reader {

        /** Takes an event, with the workspace and the position that it has. */
        void read(String workspace, long position, Envelope event);
    }

    /** Where the log ends, as far as it was checked. */
    public Tail end() {
        return end;
    }

    /**
     * Checks the next commit.
     *
     * @throws LogCorruptException where it is not what belongs here; the message names the commit
     */
    public void next(BsonDocument stored, Reader reader) {
        var document = parse(stored);
        end = end.over(document);
        if (!document.toBson().equals(stored)) {
            throw new LogCorruptException(
                    "commit %d holds what does not belong there".formatted(end.number()));
        }
        var content = document.content();
        var keys = new ArrayList<String>();
        for (var bytes : content.events()) {
            try {
                var event = Envelope.parse(bytes);
                reader.read(content.workspace(), document.first() + keys.size(), event);
                keys.add(SealedCommit.key(event.aggregateId(), event.sequence()));
            } catch (JacksonException e) {
                // Its message may quote the source, which may be personal.
                throw new LogCorruptException(
                        "commit %d holds an event that is no envelope".formatted(end.number()));
            }
        }
        keys.add(content.id());
        if (!keys.equals(content.keys())) {
            throw new LogCorruptException(
                    "commit %d claims other keys than its events".formatted(end.number()));
        }
    }

    /**
     * Checks that the log ends where it has to.
     *
     * @throws LogCorruptException where it does not
     */
    public void requireEnd(Tail expected) {
        if (!end.equals(expected)) {
            throw new LogCorruptException(
                    "the log leads to commit %d with hash %s, and not to commit %d with hash %s"
                            .formatted(
                                    end.number(), end.hash(), expected.number(), expected.hash()));
        }
    }

    /** Checks a log as a whole. */
    public static void check(Iterator<? extends BsonDocument> commits, Tail end) {
        var checked = new CheckedLog();
        commits.forEachRemaining(commit -> checked.next(commit, (_, _, _) -> {}));
        checked.requireEnd(end);
    }

    private CommitDocument parse(BsonDocument stored) {
        try {
            return CommitDocument.fromBson(stored);
        } catch (RuntimeException e) {
            throw new LogCorruptException(
                    "what follows commit %d is no commit".formatted(end.number()));
        }
    }
}
