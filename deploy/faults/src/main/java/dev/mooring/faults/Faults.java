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
        all.add(run("fail-overs", seed, found -> Scenarios.failOvers(failOvers, found)));
        all.add(
                run(
                        "killed and stopped nodes",
                        seed + 1,
                        found -> Scenarios.killedNodes(kills, found)));
        all.add(run("clocks", seed + 2, Scenarios::clocks));
        all.add(run("full disks of the replica set", seed + 3, Scenarios::fullDisks));
        all.add(
                run(
                        "killed embedded database",
                        seed + 4,
                        found -> EmbeddedScenarios.kills(embeddedKills, found)));
        all.add(run("full disk of the embedded database", seed + 5, EmbeddedScenarios::fullDisk));
        append(Path.of(arguments[3]), arguments[4], seed, begun, all);
        System.exit(all.stream().allMatch(findings -> findings.wrong().isEmpty()) ? 0 : 1);
    }

    private interface Scenario {
        void run(Findings findings) throws Exception;
    }

    /** One that cannot be brought to its end is a finding, and the next is run all the same. */
    private static Findings run(String name, long seed, Scenario scenario)
            throws InterruptedException {
        System.out.println(name);
        var findings = new Findings(name, seed);
        try {
            scenario.run(findings);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            findings.cameToNoEnd(e);
        }
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
        text.append(
                "| scenario | seed | done (progress again after: median, longest) |"
                        + " commits | events | deadlines | found wrong |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        all.forEach(findings -> text.append(findings.row()).append('\n'));
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
