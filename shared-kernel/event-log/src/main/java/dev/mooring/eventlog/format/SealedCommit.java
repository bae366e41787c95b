package dev.mooring.eventlog.format;

import dev.mooring.eventlog.CommitTooLargeException;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a commit does not depend on its slot: encoded once, however often it is renumbered.
 * Immutable.
 */
public final class SealedCommit {

    /**
     * Half of what the database takes, in bytes, so that nothing around the events comes near it.
     */
    public static final long MAX_SIZE = 8L << 20;

    /** Bytes around an event's JSON, key excluded, and around the document's fields, at most. */
    private static final int EVENT_OVERHEAD = 32;

    private static final int DOCUMENT_OVERHEAD = 1024;

    private final String workspace;
    private final String id;
    private final List<String> keys;
    private final List<EventBytes> events;

    /** Made when it is first asked for; of several threads at once each makes the same. */
    private @Nullable CommitTemplate template;

    /**
     * What was read.
     *
     * @param workspace the one that all its events belong to
     * @param id the commit's
     * @param keys for each event {@code <aggregate id>#<sequence, ten digits>}, then the commit's
     *     id
     */
    public SealedCommit(String workspace, String id, List<String> keys, List<EventBytes> events) {
        this.workspace = workspace;
        this.id = id;
        this.keys = List.copyOf(keys);
        this.events = List.copyOf(events);
    }

    /**
     * What is to be written, encoded on the thread that asks for it. Checks what the index cannot:
     * it refuses a key of another document, not one that a document has twice.
     *
     * @throws IllegalArgumentException where two events claim one sequence
     * @throws CommitTooLargeException above {@link #MAX_SIZE}
     */
    public static SealedCommit checked(
            String workspace, String id, List<String> keys, List<EventBytes> events) {
        var commit = new SealedCommit(workspace, id, keys, events);
        var seen = new HashSet<String>();
        for (var key : keys) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException("a commit claims " + key + " twice");
            }
        }
        if (commit.size() > MAX_SIZE) {
            throw new CommitTooLargeException(commit.size(), MAX_SIZE);
        }
        commit.template();
        return commit;
    }

    /** The key that claims a sequence of an aggregate. Sorts by sequence within the aggregate. */
    public static String key(String aggregateId, long sequence) {
        if (aggregateId.isEmpty() || aggregateId.indexOf('#') >= 0) {
            throw new IllegalArgumentException("an aggregate's id is not empty and has no '#'");
        }
        var digits = Long.toString(sequence);
        return aggregateId + '#' + "0".repeat(10 - digits.length()) + digits;
    }

    public String workspace() {
        return workspace;
    }

    public String id() {
        return id;
    }

    public List<String> keys() {
        return keys;
    }

    public List<EventBytes> events() {
        return events;
    }

    /** Whether an event belongs to an aggregate, at a sequence or beyond. */
    public boolean claims(int event, String aggregateId, long fromSequence) {
        var key = keys.get(event);
        return key.startsWith(aggregateId + '#')
                && key.compareTo(key(aggregateId, fromSequence)) >= 0;
    }

    /** What its document takes, in bytes; an upper bound. */
    public long size() {
        long size = DOCUMENT_OVERHEAD;
        for (var key : keys) {
            size += EVENT_OVERHEAD + 3L * key.length();
        }
        for (var event : events) {
            size += EVENT_OVERHEAD + event.size();
        }
        return size;
    }

    CommitTemplate template() {
        var made = template;
        if (made == null) {
            made = new CommitTemplate(this);
            template = made;
        }
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedCommit that
                && workspace.equals(that.workspace)
                && id.equals(that.id)
                && keys.equals(that.keys)
                && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Its events may be personal. */
    @Override
    public String toString() {
        return "commit " + id;
    }
}
