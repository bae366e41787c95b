package dev.mooring.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one scenario did and what it found. */
final class Findings {

    final String scenario;
    final long seed;

    /** What was done, and each time how long it took until all was well again. */
    private final Map<String, List<Duration>> done = new TreeMap<>();

    /** Likewise, for a client that knows nothing of logs; of fail-overs only. */
    private final Map<String, List<Duration>> bare = new TreeMap<>();

    private final List<String> wrong = new ArrayList<>();
    private int commits;
    private int events;
    private int deadlines;

    Findings(String scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    /**
     * Says at once that something was done.
     *
     * @param recovery from then until every node's callers made progress
     */
    void did(String what, Duration recovery) {
        say(what, seconds(recovery));
        done.computeIfAbsent(what, _ -> new ArrayList<>()).add(recovery);
    }

    /**
     * @param asBare likewise, of a bare client of the database
     */
    void did(String what, Duration recovery, Duration asBare) {
        say(what, "%s, bare after %s".formatted(seconds(recovery), seconds(asBare)));
        done.computeIfAbsent(what, _ -> new ArrayList<>()).add(recovery);
        bare.computeIfAbsent(what, _ -> new ArrayList<>()).add(asBare);
    }

    private static void say(String what, String times) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        System.out.printf("  %s  %s, progress after %s%n", now, what, times);
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
                        done.isEmpty() ? "—" : whatWasDone(),
                        commits,
                        events,
                        deadlines,
                        wrong.isEmpty() ? "nothing" : String.join("; ", wrong));
    }

    private String whatWasDone() {
        return done.entrySet().stream()
                .map(each -> what(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String what(String what, List<Duration> recoveries) {
        var asBare = bare.get(what);
        return asBare == null
                ? "%s × %d (%s)".formatted(what, recoveries.size(), times(recoveries))
                : "%s × %d (%s; bare %s)"
                        .formatted(what, recoveries.size(), times(recoveries), times(asBare));
    }

    private static String times(List<Duration> recoveries) {
        var sorted = recoveries.stream().sorted().toList();
        return seconds(sorted.get(sorted.size() / 2)) + ", " + seconds(sorted.getLast());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
