package dev.mooring.eventlog.mongo;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that are known to be taken: the last few thousand that came by, at least. */
final class RecentKeys {

    private static final int KEPT = 4096;

    /** Forgotten as a whole when as many have come after them. */
    private Set<String> older = Set.of();

    private Set<String> newer = new HashSet<>();

    /** All that one commit claims, to be forgotten together. */
    void add(Collection<String> taken) {
        if (newer.size() >= KEPT) {
            older = newer;
            newer = HashSet.newHashSet(KEPT + taken.size());
        }
        newer.addAll(taken);
    }

    boolean contains(String key) {
        return newer.contains(key) || older.contains(key);
    }

    /** The first of these that is known to be taken. */
    @Nullable String firstTaken(List<String> claimed) {
        for (var key : claimed) {
            if (contains(key)) {
                return key;
            }
        }
        return null;
    }
}
