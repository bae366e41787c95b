package dev.mooring.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what it is asked for and appends what it found to the results. */
final class Benchmarks {

    private static final Logger LOG = LoggerFactory.getLogger(Benchmarks.class);

    private Benchmarks() {}

    /**
     * Measures.
     *
     * @param arguments the server's jar, the file of results, the commit that is measured, and the
     *     names of benchmarks, all of the default ones where there are none; {@code --trial} before
     *     the names measures little and keeps nothing
     */
    public static void main(String[] arguments) throws Exception {
        var names = List.of(arguments).subList(3, arguments.length);
        var trial = !names.isEmpty() && names.getFirst().equals("--trial");
        var chosen = names.stream().skip(trial ? 1 : 0).map(Benchmark::named).toList();
        var setting =
                new Setting(
                        Path.of(arguments[0]).toRealPath(),
                        Files.createDirectories(Path.of("target", "work").toAbsolutePath()),
                        trial ? Size.TRIAL : Size.FULL);

        var report = new Report();
        Machine.describe(report, arguments[2]);
        var failed = 0;
        for (var benchmark : chosen.isEmpty() ? Benchmark.byDefault() : chosen) {
            var others = Others.fromNow();
            try {
                benchmark.run(report, setting);
            } catch (Exception e) {
                LOG.error("{} failed", benchmark, e);
                report.say("**Failed**, for a reason that the run printed.");
                failed++;
            }
            report.say(others.describe());
            if (!trial) {
                // At once: what is found so far outlives a later failure.
                report.moveTo(Path.of(arguments[1]));
            }
        }
        System.exit(failed);
    }
}
