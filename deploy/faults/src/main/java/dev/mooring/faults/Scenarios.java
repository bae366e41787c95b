package dev.mooring.faults;

import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Each breaks one kind of thing so often, under load, and says what it found. */
final class Scenarios {

    private static final String EMBEDDED = "embedded";

    private Scenarios() {}

    /** Forced fail-overs of all kinds; one of the nodes' drivers sends again by itself. */
    static Findings failOvers(int count, long seed) throws Exception {
        var findings = new Findings("fail-overs", seed);
        var random = new Random(seed);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make()) {
            try (var run = Run.start(pair(place, set, Duration.ZERO, Duration.ZERO, seed))) {
                for (int i = 0; i < count; i++) {
                    var kinds = Breakage.values();
                    var breakage = kinds[(i + (int) (seed & 0xff)) % kinds.length];
                    Thread.sleep(random.nextInt(300));
                    breakage.happen(set, random);
                    run.awaitProgress();
                    set.heal();
                    findings.did(breakage.name());
                }
                run.settle();
                findings.add(run.judge(set.connectionString()));
                place.leave(findings);
            }
        }
        return findings;
    }

    /** {@code kill -9} of nodes at any moment, and SIGSTOP past every lease. */
    static Findings killedNodes(int count, long seed) throws Exception {
        var findings = new Findings("killed and stopped nodes", seed);
        var random = new Random(seed);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make()) {
            var nodes = pair(place, set, Duration.ZERO, Duration.ZERO, seed);
            try (var run = Run.start(nodes)) {
                for (int i = 0; i < count; i++) {
                    var node = nodes.get(random.nextInt(nodes.size()));
                    Thread.sleep(random.nextInt(300));
                    if (i % 5 == 4) {
                        node.pause(Duration.ofMillis(random.nextInt(1500, 7000)));
                        findings.did("SIGSTOP");
                    } else {
                        node.kill();
                        findings.did("kill -9");
                        node.start();
                    }
                    run.awaitProgress();
                }
                run.settle();
                findings.add(run.judge(set.connectionString()));
                place.leave(findings);
            }
        }
        return findings;
    }

    /** Clocks two hours apart that are set back again and again, through a fail-over. */
    static Findings clocks(long seed) throws Exception {
        var findings = new Findings("clocks", seed);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make()) {
            var hour = Duration.ofHours(1);
            try (var run = Run.start(pair(place, set, hour, hour.negated(), seed))) {
                run.awaitProgress();
                set.stepDown();
                run.awaitProgress();
                set.heal();
                findings.did("two hours apart, set back again and again");
                run.settle();
                findings.add(run.judge(set.connectionString()));
                place.leave(findings);
            }
        }
        return findings;
    }

    /** {@code kill -9} of a process with the embedded database in it. */
    static Findings killedEmbedded(int count, long seed) throws Exception {
        var findings = new Findings("killed embedded database", seed);
        var random = new Random(seed);
        try (var place = Place.make()) {
            var node = new Node("embedded", place.folder(), EMBEDDED, Duration.ZERO, seed);
            try (var run = Run.start(List.of(node))) {
                for (int i = 0; i < count; i++) {
                    Thread.sleep(random.nextInt(300));
                    node.kill();
                    findings.did("kill -9");
                    node.start();
                    if (i % 5 == 0) {
                        Thread.sleep(random.nextInt(2000));
                    } else {
                        run.awaitProgress();
                    }
                }
                run.awaitProgress();
                run.settle();
                judgeEmbedded(place, run, findings);
            }
        }
        return findings;
    }

    /** No file of the embedded database may grow any more, for a while. */
    static Findings fullDisk(long seed) throws Exception {
        var findings = new Findings("full disk", seed);
        try (var place = Place.make()) {
            var node = new Node("embedded", place.folder(), EMBEDDED, Duration.ZERO, seed);
            try (var run = Run.start(List.of(node))) {
                node.limitFiles(
                        Long.toString(Files.size(place.folder().resolve("data/mooring.mv"))));
                Thread.sleep(3000);
                findings.did("full for three seconds");
                node.limitFiles("unlimited");
                run.awaitProgress();
                node.kill();
                node.start();
                run.awaitProgress();
                run.settle();
                judgeEmbedded(place, run, findings);
            }
        }
        return findings;
    }

    private static void judgeEmbedded(Place place, Run run, Findings findings) {
        try (var mongo = EmbeddedMongo.open(place.folder().resolve("data"))) {
            findings.add(run.judge(mongo.connectionString()));
            place.leave(findings);
        }
    }

    private static List<Node> pair(
            Place place, ReplicaSet set, Duration off, Duration otherOff, long seed) {
        var uri = set.connectionString();
        return List.of(
                new Node("one", place.folder(), uri + "&retryWrites=true", off, seed),
                new Node("two", place.folder(), uri + "&retryWrites=false", otherOff, seed + 500));
    }

    /** Where journals and embedded data are while a scenario runs; kept where it went wrong. */
    private static final class Place implements AutoCloseable {

        private final Path folder;
        private boolean needed = true;

        private Place(Path folder) {
            this.folder = folder;
        }

        static Place make() {
            try {
                return new Place(Files.createTempDirectory("mooring-faults"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Path folder() {
            return folder;
        }

        void leave(Findings findings) {
            needed = !findings.wrong().isEmpty();
        }

        @Override
        public void close() {
            if (needed) {
                System.err.println("journals and data are kept in " + folder);
            } else {
                Node.delete(folder);
            }
        }
    }
}
