package dev.mooring.faults;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.faults.Told.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the journals of callers and followers against the log as an auditor reads it. Collects all
 * that is wrong, so that one run tells everything.
 */
final class Verdict {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> wrong = new ArrayList<>();
    private final List<CommitDocument> log;
    private final Map<String, CommitDocument> holders = new HashMap<>();

    /** Events in their order, by their ids. */
    private final List<String> events = new ArrayList<>();

    private int rang;

    /**
     * @param log all commits, by number
     */
    Verdict(List<CommitDocument> log) {
        this.log = log;
        chain();
        sequences();
        deadlines();
    }

    /** What a node's callers were told. */
    void callers(Node node) {
        var told = new HashMap<String, List<Told>>();
        for (var line : node.told()) {
            told.computeIfAbsent(line.commit(), _ -> new ArrayList<>()).add(line);
        }
        told.forEach((commit, lines) -> caller(node.name + ": " + commit, commit, lines));
    }

    /** What a node's follower saw. */
    void follower(Node node) {
        var seen = node.seen();
        check(seen.size() == events.size(), node.name + " saw " + seen.size() + " events");
        for (int i = 0; i < Math.min(seen.size(), events.size()); i++) {
            var line = seen.get(i);
            if (Follower.positionOf(line) != i + 1
                    || !Follower.eventOf(line).equals(events.get(i))) {
                wrong.add(node.name + " saw " + line + " as number " + (i + 1));
                return;
            }
        }
    }

    List<String> wrong() {
        return wrong;
    }

    int commits() {
        return log.size();
    }

    int events() {
        return events.size();
    }

    int rang() {
        return rang;
    }

    private void chain() {
        var previous = Hash.NONE;
        var at = Instant.EPOCH;
        long number = 0;
        long position = 0;
        for (var commit : log) {
            check(
                    commit.number() == ++number,
                    "commit " + commit.number() + " is number " + number);
            check(commit.first() == position + 1, "commit " + number + " begins elsewhere");
            check(commit.previous().equals(previous), "commit " + number + " breaks the chain");
            check(commit.isIntact(), "commit " + number + " is not what its hash says");
            check(!commit.at().isBefore(at), "commit " + number + " goes back in time");
            for (var key : commit.content().keys()) {
                check(holders.put(key, commit) == null, key + " is claimed twice");
            }
            for (int i = 0; i < commit.content().events().size(); i++) {
                events.add(commit.content().id() + "-" + i);
            }
            previous = commit.hash();
            at = commit.at();
            position = commit.last();
        }
    }

    private void sequences() {
        for (var key : holders.keySet()) {
            int hash = key.indexOf('#');
            if (hash > 0) {
                long sequence = Long.parseLong(key.substring(hash + 1));
                var before = SealedCommit.key(key.substring(0, hash), Math.max(0, sequence - 1));
                check(holders.containsKey(before), "nothing before " + key);
            }
        }
    }

    /** What was armed rang once and not early, by the time that the events carry. */
    private void deadlines() {
        var due = new TreeMap<String, Instant>();
        var ringing = new HashMap<String, Instant>();
        for (var commit : log) {
            for (var event : commit.content().events()) {
                var json = JSON.readTree(event.toString());
                var probe = json.required("aggregateId").stringValue();
                switch (json.required("type").stringValue()) {
                    case "probe.armed" ->
                            due.put(probe, Instant.parse(json.at("/payload/due").stringValue()));
                    case "probe.rang" -> {
                        var time = Instant.parse(json.required("time").stringValue());
                        check(ringing.put(probe, time) == null, probe + " rang twice");
                    }
                    default -> {}
                }
            }
        }
        rang = ringing.size();
        due.forEach((probe, time) -> {
            var rung = ringing.get(probe);
            check(rung != null, probe + " never rang");
            check(rung == null || !rung.isBefore(time), probe + " rang early");
        });
    }

    private void caller(String who, String id, List<Told> lines) {
        var commit = holders.get(id);
        var mayBeThere = false;
        int open = 0;
        for (var line : lines) {
            open += line.kind() == Kind.SENT ? 1 : -1;
            switch (line.kind()) {
                case SENT -> {}
                case WRITTEN -> {
                    mayBeThere = true;
                    check(commit != null, who + " was acknowledged and is not there");
                    check(
                            commit == null || commit.last() == Long.parseLong(line.detail()),
                            who + " is not where it was said to be");
                }
                case REFUSED -> refused(who, commit, line.detail());
                case UNWRITTEN -> {}
                case UNKNOWN -> mayBeThere = true;
            }
        }
        // Where its caller died before he was told, it may be there.
        check(
                commit == null || mayBeThere || open > 0,
                who + " is there though nobody may think so");
    }

    private void refused(String who, @Nullable CommitDocument commit, String key) {
        int hash = key.indexOf('#');
        var stored =
                SealedCommit.key(key.substring(0, hash), Long.parseLong(key.substring(hash + 1)));
        var holder = holders.get(stored);
        check(holder != null, who + " was refused for " + key + ", which nobody has");
        check(!Objects.equals(holder, commit), who + " was refused for what it has itself");
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
