package dev.mooring.bench;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bson.Document;

/** What a run was taken on. */
final class Machine {

    private Machine() {}

    static void describe(Report report, String commit) throws IOException {
        var now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MINUTES);
        report.title(now + ", commit " + commit);
        report.say(
                ("%s, %d processors, %s GB; %s %s; Java %s; callers and databases on this one"
                                + " machine. The load average was %s when the run began.")
                        .formatted(
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                gigabytes(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                Runtime.version(),
                                load()));
    }

    /** A database, as results name it. */
    static String describe(MongoFixture mongo) {
        try (var client = mongo.newClient()) {
            var info = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
            return "mongod %s, %s"
                    .formatted(
                            info.getString("version"),
                            mongo.engine() == Engine.REPLICA_SET
                                    ? "replica set of three"
                                    : "standalone");
        }
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("a processor without a name");
        }
    }

    private static long gigabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / (1L << 20))
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Processes that wanted to run, on average over the last minute. */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
