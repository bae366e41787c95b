package dev.mooring.bench;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures everything once and appends what it found to the results. */
final class Benchmarks {

    private Benchmarks() {}

    /**
     * Measures.
     *
     * @param arguments the server's jar, the file of results, and the commit that is measured
     */
    public static void main(String[] arguments) throws Exception {
        var jar = Path.of(arguments[0]).toRealPath();
        var report = new Report();
        var work = Files.createDirectories(Path.of("target", "work").toAbsolutePath());
        try (var mongo = MongoFixture.start(Engine.STANDALONE)) {
            Machine.describe(report, mongo, arguments[2]);
            new AppendBenchmark(mongo).run(report);
            new HttpBenchmark(jar, work, "a standalone mongod", mongo).run(report);
        }
        new HttpBenchmark(jar, work, "the embedded database, as in deploy/run", null).run(report);
        new StartBenchmark(jar, work).run(report);
        report.appendTo(Path.of(arguments[1]));
    }
}
