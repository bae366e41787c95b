package dev.mooring.query.proofs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What this node may take up: what nobody works on, what it worked on before it was started anew,
 * and what is another's who has fallen silent. That is told by his beats alone, against this node's
 * own clock. For one thread.
 */
final class Vacancies {

    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final String node;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(long beat, long at) {}

    /**
     * @param node a name of this process, under which one that left has worked before
     */
    Vacancies(String node) {
        this.node = node;
    }

    /**
     * Whether something may be taken up; to be asked now and then.
     *
     * @param holder who works on it; empty for nobody
     * @param beat grows as long as he lives
     */
    boolean has(String what, String holder, long beat) {
        if (holder.isEmpty() || holder.equals(node)) {
            return true;
        }
        long now = System.nanoTime();
        var before = seen.get(what);
        if (before == null || before.beat() != beat) {
            seen.put(what, new Seen(beat, now));
            return false;
        }
        return now - before.at() >= SILENCE.toNanos();
    }

    /** Forgets about all others. */
    void retain(Set<String> those) {
        seen.keySet().retainAll(those);
    }
}
