package dev.mooring.eventlog.mongo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys that are known to be taken: the last few thousand that came by. */
final class RecentKeys {

    private static final int KEPT = 8192;

    private final LinkedHashMap<String, Boolean> keys =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > KEPT;
                }
            };

    /** All that one commit claims; its id is forgotten last. */
    void add(Collection<String> taken) {
        taken.forEach(key -> keys.putLast(key, true));
    }

    boolean contains(String key) {
        return keys.containsKey(key);
    }

    /** The first of these that is known to be taken. */
    @Nullable String firstTaken(List<String> claimed) {
        return claimed.stream().filter(keys::containsKey).findFirst().orElse(null);
    }
}
