package dev.mooring.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one scenario did and what it found. */
final class Findings {

    final String scenario;
    final long seed;
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int commits;
    private int events;
    private int deadlines;

    Findings(String scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    void did(String what) {
        done.merge(what, 1, Integer::sum);
    }

    void add(Verdict verdict) {
        commits += verdict.commits();
        events += verdict.events();
        deadlines += verdict.rang();
        wrong.addAll(verdict.wrong());
    }

    void cameToNoEnd(Throwable why) {
        wrong.add("it came to no end: " + why);
    }

    /** What was found wrong; nothing where all is well. */
    List<String> wrong() {
        return wrong;
    }

    /** As a row of a table. */
    String row() {
        return "| %s | %d | %s | %d | %d | %d | %s |"
                .formatted(
                        scenario,
                        seed,
                        done.isEmpty() ? "—" : done.toString().replaceAll("[{}]", ""),
                        commits,
                        events,
                        deadlines,
                        wrong.isEmpty() ? "nothing" : String.join("; ", wrong));
    }
}
