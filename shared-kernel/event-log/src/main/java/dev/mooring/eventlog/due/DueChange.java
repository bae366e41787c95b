package dev.mooring.eventlog.due;

import java.time.Instant;
import java.util.Map;

/** What an event changes about what is due. */
public sealed interface DueChange {

    /** Names what it is about, within the policy. */
    String key();

    /** Something is due at a time, in place of what was due under its key. */
    record Set(String key, Instant at, Map<String, String> details) implements DueChange {

        public Set {
            details = Map.copyOf(details);
        }
    }

    /** Nothing is due any more. */
    record Clear(String key) implements DueChange {}
}
