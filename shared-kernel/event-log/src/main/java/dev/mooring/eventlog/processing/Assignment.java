package dev.mooring.eventlog.processing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which live node is to work on which segment. Every node computes it from the same documents, and
 * so comes to the same answer without asking: an even share for each, and as few changes of hands
 * as that allows. Pure.
 */
final class Assignment {

    /** By number first: a node that keeps the first of them keeps some of each processor. */
    private static final Comparator<StoredSegment> IN_ORDER =
            Comparator.<StoredSegment>comparingInt(stored -> stored.segment().id())
                    .thenComparing(StoredSegment::processor);

    private final TreeMap<String, Set<String>> members;
    private final List<StoredSegment> segments;
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Integer> loadsWithin = new HashMap<>();
    private final Map<String, String> nodes = new HashMap<>();

    private Assignment(Collection<StoredSegment> segments, Map<String, Set<String>> members) {
        this.members = new TreeMap<>(members);
        this.segments =
                segments.stream()
                        .filter(stored -> !candidates(stored).isEmpty())
                        .sorted(IN_ORDER)
                        .toList();
    }

    /**
     * Shares the segments out.
     *
     * @param members what each live node runs
     * @return the node by segment, as {@code <processor>/<id>}; none where no node runs it
     */
    static Map<String, String> of(
            Collection<StoredSegment> segments, Map<String, Set<String>> members) {
        var assignment = new Assignment(segments, members);
        assignment.assign();
        return assignment.nodes;
    }

    private void assign() {
        if (segments.isEmpty()) {
            return;
        }
        int share = segments.size() / members.size();
        int larger = segments.size() % members.size();
        var free = new ArrayList<StoredSegment>();
        for (var stored : segments) {
            var owner = stored.owner();
            if (owner == null || !candidates(stored).contains(owner)) {
                free.add(stored);
                continue;
            }
            int load = loads.getOrDefault(owner, 0);
            if (load < share) {
                give(stored, owner);
            } else if (load == share && larger > 0) {
                larger--;
                give(stored, owner);
            } else {
                free.add(stored);
            }
        }
        for (var stored : free) {
            give(stored, leastLoaded(stored));
        }
    }

    private void give(StoredSegment stored, String node) {
        nodes.put(id(stored), node);
        loads.merge(node, 1, Integer::sum);
        loadsWithin.merge(stored.processor() + '/' + node, 1, Integer::sum);
    }

    private String leastLoaded(StoredSegment stored) {
        return candidates(stored).stream()
                .min(
                        Comparator.<String>comparingInt(node -> loads.getOrDefault(node, 0))
                                .thenComparingInt(node -> within(stored, node))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private int within(StoredSegment stored, String node) {
        return loadsWithin.getOrDefault(stored.processor() + '/' + node, 0);
    }

    private List<String> candidates(StoredSegment stored) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().contains(stored.processor()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static String id(StoredSegment stored) {
        return stored.processor() + '/' + stored.segment().id();
    }
}
