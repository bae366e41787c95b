package dev.mooring.eventlog.simulation;

import dev.mooring.eventlog.format.CommitDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A member of the replica set: its oplog, how much of that is on its disk, and how much it knows to
 * be on a majority's. What it holds is what its oplog says.
 */
final class Member {

    final String name;
    final List<Entry> oplog = new ArrayList<>();

    /** How many entries a crash leaves. */
    int durable;

    /** How many entries it knows to be there for good. */
    int committed;

    long term;
    boolean primary;
    boolean running = true;

    /** Cut off from the other members. */
    boolean isolated;

    /** When it was. */
    long isolatedAt;

    /** Cut off from the nodes. */
    boolean hidden;

    private final Set<Long> numbers = new HashSet<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final Set<Statement> executed = new HashSet<>();

    /**
     * Shared by the members that have it.
     *
     * @param document null in the entry with which a primary begins its term
     */
    record Entry(long term, CommitDocument document, Statement statement) {}

    /** One document of an insertion that the driver may send twice. */
    record Statement(long operation, int index) {}

    Member(String name) {
        this.name = name;
    }

    void append(Entry entry) {
        oplog.add(entry);
        if (entry.document() != null) {
            numbers.add(entry.document().number());
            entry.document().content().keys().forEach(key -> keys.put(key, term));
            executed.add(entry.statement());
        }
    }

    boolean hasNumber(long number) {
        return numbers.contains(number);
    }

    boolean hasKeyOf(CommitDocument document) {
        return document.content().keys().stream().anyMatch(keys::containsKey);
    }

    boolean hasExecuted(Statement statement) {
        return executed.contains(statement);
    }

    /** Rolls back to the first so many entries. */
    void keep(int entries) {
        var kept = List.copyOf(oplog.subList(0, entries));
        oplog.clear();
        numbers.clear();
        keys.clear();
        executed.clear();
        kept.forEach(this::append);
        durable = Math.min(durable, entries);
        committed = Math.min(committed, entries);
    }

    void crash() {
        running = false;
        primary = false;
        keep(durable);
    }

    /** The commits among its first so many entries. */
    List<CommitDocument> documents(int entries) {
        var documents = new ArrayList<CommitDocument>();
        for (var entry : oplog.subList(0, entries)) {
            if (entry.document() != null) {
                documents.add(entry.document());
            }
        }
        return documents;
    }

    /** Whether its oplog has all that another's has, as a voter asks. */
    boolean isAsNewAs(Member other) {
        long own = lastTerm();
        long others = other.lastTerm();
        return own > others || own == others && oplog.size() >= other.oplog.size();
    }

    /** How many entries it has in common with another. */
    int common(Member other) {
        int common = Math.min(oplog.size(), other.oplog.size());
        while (common > 0 && oplog.get(common - 1) != other.oplog.get(common - 1)) {
            common--;
        }
        return common;
    }

    @Override
    public String toString() {
        return name;
    }

    private long lastTerm() {
        return oplog.isEmpty() ? 0 : oplog.getLast().term();
    }
}
