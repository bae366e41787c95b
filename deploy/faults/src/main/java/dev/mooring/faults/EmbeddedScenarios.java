package dev.mooring.faults;

import dev.mooring.eventlog.embedded.EmbeddedMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Each breaks one kind of thing so often, on the embedded database. */
final class EmbeddedScenarios {

    /** As a {@link Writer} takes it for a database. */
    static final String EMBEDDED = "embedded";

    /** Of so many kills one comes at any moment of the start. */
    private static final int KILLS_WITH_ONE_AT_THE_START = 5;

    private EmbeddedScenarios() {}

    /** {@code kill -9} of a process with the embedded database in it. */
    static void kills(int count, Findings findings) throws Exception {
        var random = new Random(findings.seed);
        try (var place = Place.make()) {
            var node = node(place, findings.seed);
            try (var run = Run.start(List.of(node))) {
                for (int i = 0; i < count; i++) {
                    Thread.sleep(random.nextInt(300));
                    if (i % KILLS_WITH_ONE_AT_THE_START == 0) {
                        node.kill();
                        node.start();
                        Thread.sleep(random.nextInt(2000));
                    }
                    node.kill();
                    node.start();
                    findings.did("kill -9", run.awaitProgress());
                }
                judge(run, place, findings);
            }
        }
    }

    /** No file of the embedded database may grow any more, for a while. */
    static void fullDisk(Findings findings) throws Exception {
        try (var place = Place.make()) {
            var node = node(place, findings.seed);
            try (var run = Run.start(List.of(node))) {
                node.limitFiles(Long.toString(Files.size(data(place).resolve("mooring.mv"))));
                run.awaitUnavailability();
                node.limitFiles("unlimited");
                findings.did("prlimit --fsize", run.awaitProgress());
                node.kill();
                node.start();
                findings.did("kill -9", run.awaitProgress());
                judge(run, place, findings);
            }
        }
    }

    private static void judge(Run run, Place place, Findings findings) throws InterruptedException {
        run.settle();
        try (var mongo = EmbeddedMongo.open(data(place))) {
            findings.add(run.judge(mongo.connectionString()));
            place.leave(findings);
        }
    }

    private static Node node(Place place, long seed) {
        return new Node(EMBEDDED, place.folder(), EMBEDDED, Duration.ZERO, seed);
    }

    private static Path data(Place place) {
        return place.folder().resolve("data");
    }
}
