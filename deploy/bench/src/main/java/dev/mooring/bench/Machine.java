package dev.mooring.bench;

import com.mongodb.client.MongoClient;
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

    static void describe(Report report, MongoFixture mongo, String commit) throws IOException {
        var now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MINUTES);
        report.title(now + ", commit " + commit);
        var processors = Runtime.getRuntime().availableProcessors();
        report.say(
                "%s, %d processors, %s GB; %s %s; Java %s; %s."
                        .formatted(
                                processor(),
                                processors,
                                gigabytes(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                Runtime.version(),
                                database(mongo)));
        var load = load();
        report.say(
                (load > 0.5
                                ? "**Taken under load**: the load average was %.1f when the run began, so that"
                                        + " absolute figures are worth little. The ratios were taken side by side."
                                : "The machine was idle: its load average was %.1f when the run began.")
                        .formatted(load));
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
    private static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    private static String database(MongoFixture mongo) {
        try (MongoClient client = mongo.newClient()) {
            var info = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
            return "mongod " + info.getString("version") + " standalone, on the same machine";
        }
    }
}
