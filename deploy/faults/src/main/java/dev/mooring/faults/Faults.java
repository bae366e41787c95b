package dev.mooring.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Runs every scenario and appends what it did and found to a file. */
final class Faults {

    private Faults() {}

    /**
     * Takes how many fail-overs, kills of nodes and kills of the embedded database; the file for
     * the results; what was tested; and, to run the same again, the seed.
     */
    public static void main(String[] arguments) throws Exception {
        int failOvers = Integer.parseInt(arguments[0]);
        int kills = Integer.parseInt(arguments[1]);
        int embeddedKills = Integer.parseInt(arguments[2]);
        long seed = arguments.length > 5 ? Long.parseLong(arguments[5]) : System.nanoTime() >>> 10;
        var begun = Instant.now();
        var all = new ArrayList<Findings>();
        System.out.println("seed " + seed);
        all.add(told(Scenarios.failOvers(failOvers, seed)));
        all.add(told(Scenarios.killedNodes(kills, seed + 1)));
        all.add(told(Scenarios.clocks(seed + 2)));
        all.add(told(Scenarios.killedEmbedded(embeddedKills, seed + 3)));
        all.add(told(Scenarios.fullDisk(seed + 4)));
        append(Path.of(arguments[3]), arguments[4], seed, begun, all);
        System.exit(all.stream().allMatch(findings -> findings.wrong().isEmpty()) ? 0 : 1);
    }

    private static Findings told(Findings findings) {
        System.out.println(findings.row());
        return findings;
    }

    private static void append(
            Path file, String commit, long seed, Instant begun, List<Findings> all)
            throws IOException {
        var text = new StringBuilder();
        text.append(
                "\n## %s, commit %s\n\n".formatted(begun.truncatedTo(ChronoUnit.SECONDS), commit));
        text.append(
                "Seed %d. %s on %d processors, in %d minutes.\n\n"
                        .formatted(
                                seed,
                                System.getProperty("os.name"),
                                Runtime.getRuntime().availableProcessors(),
                                Duration.between(begun, Instant.now()).toMinutes()));
        text.append("| scenario | seed | done | commits | events | deadlines | found wrong |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        all.forEach(findings -> text.append(findings.row()).append('\n'));
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
