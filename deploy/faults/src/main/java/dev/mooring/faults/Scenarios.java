package dev.mooring.faults;

import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Each breaks one kind of thing so often, on a replica set under load. */
final class Scenarios {

    /** Of the breakages of nodes the last of so many is a stop, not a kill. */
    private static final int KILLS_AND_A_STOP = 5;

    /** Past the lease on the log's end, which runs out after a second. */
    private static final int PAST_THE_LEASE_MS = 1_500;

    /** Past the claims of processors and of the due list too, which go to others after five. */
    private static final int PAST_EVERY_CLAIM_MS = 6_000;

    /** What the database does not get over by itself is mended before its nodes are waited for. */
    private static final Duration LONGEST_FAIL_OVER = Duration.ofMinutes(1);

    private Scenarios() {}

    /** Forced fail-overs of all kinds; one of the nodes' drivers sends again by itself. */
    static void failOvers(int count, Findings findings) throws Exception {
        var random = new Random(findings.seed);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make();
                var bare = new BareClient(set.connectionString());
                var run =
                        Run.start(pair(place, set, Duration.ZERO, Duration.ZERO, findings.seed))) {
            for (int i = 0; i < count; i++) {
                var kinds = Breakage.values();
                var breakage = kinds[(i + (int) (findings.seed & 0xff)) % kinds.length];
                Thread.sleep(random.nextInt(300));
                breakage.happen(set, random);
                var since = run.mark();
                var asBare = bare.progress();
                var mended = !BareClient.isDone(asBare, LONGEST_FAIL_OVER);
                if (mended) {
                    set.heal();
                }
                var recovery = run.awaitProgress(since);
                findings.did(breakage + (mended ? ", mended" : ""), recovery, asBare.join());
                set.heal();
            }
            judge(run, set, place, findings);
        }
    }

    /**
     * {@code kill -9} of nodes at any moment, and SIGSTOP past every lease; every other time it is
     * the one that writes for both.
     */
    static void killedNodes(int count, Findings findings) throws Exception {
        var random = new Random(findings.seed);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make()) {
            var nodes = pair(place, set, Duration.ZERO, Duration.ZERO, findings.seed);
            try (var run = Run.start(nodes)) {
                for (int i = 0; i < count; i++) {
                    Thread.sleep(random.nextInt(300));
                    var holder =
                            i % 2 == 0
                                    ? run.holder(set.connectionString())
                                    : Optional.<Node>empty();
                    var node = holder.orElse(nodes.get(random.nextInt(nodes.size())));
                    var whose = holder.isPresent() ? " of the lease's holder" : "";
                    if (i % KILLS_AND_A_STOP == KILLS_AND_A_STOP - 1) {
                        stop(node, random, run, whose, findings);
                    } else {
                        node.kill();
                        node.start();
                        findings.did("kill -9" + whose, run.awaitProgress());
                    }
                }
                judge(run, set, place, findings);
            }
        }
    }

    /** Clocks two hours apart that are set back again and again, through a fail-over. */
    static void clocks(Findings findings) throws Exception {
        var hour = Duration.ofHours(1);
        try (var set = ReplicaSet.behindRelays();
                var place = Place.make();
                var run = Run.start(pair(place, set, hour, hour.negated(), findings.seed))) {
            run.awaitProgress();
            set.stepDown();
            findings.did("STEP_DOWN", run.awaitProgress());
            set.heal();
            judge(run, set, place, findings);
        }
    }

    /** No room on the disk of the primary, and then on none. */
    static void fullDisks(Findings findings) throws Exception {
        var disks = new ArrayList<SmallDisk>();
        try (var set = ReplicaSet.behindRelays();
                AutoCloseable _ = () -> disks.forEach(SmallDisk::close);
                var place = Place.make()) {
            for (var member : set.members()) {
                disks.add(SmallDisk.under(member));
            }
            set.heal();
            try (var run =
                    Run.start(pair(place, set, Duration.ZERO, Duration.ZERO, findings.seed))) {
                var primary = set.awaitPrimary();
                var disk = disks.get(set.members().indexOf(primary));
                disk.fill();
                Run.await(() -> !set.awaitPrimary().equals(primary), "it goes on without room");
                findings.did("primary: " + disk.description(), run.awaitProgress());
                disk.empty();
                set.heal();
                run.awaitProgress();

                disks.forEach(SmallDisk::fill);
                run.awaitUnavailability();
                disks.forEach(SmallDisk::empty);
                set.heal();
                findings.did("all three: " + disk.description(), run.awaitProgress());
                judge(run, set, place, findings);
            }
        }
    }

    /** The others make progress while it is stopped, and all once it goes on. */
    private static void stop(Node node, Random random, Run run, String whose, Findings findings)
            throws InterruptedException {
        int least = random.nextBoolean() ? PAST_THE_LEASE_MS : PAST_EVERY_CLAIM_MS;
        var end = System.nanoTime() + Duration.ofMillis(least + random.nextInt(1_500)).toNanos();
        node.pause();
        findings.did("SIGSTOP" + whose, run.awaitProgressBut(node));
        Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        node.resume();
        findings.did("SIGCONT" + whose, run.awaitProgress());
    }

    private static void judge(Run run, ReplicaSet set, Place place, Findings findings)
            throws InterruptedException {
        run.settle();
        findings.add(run.judge(set.connectionString()));
        place.leave(findings);
    }

    private static List<Node> pair(
            Place place, ReplicaSet set, Duration off, Duration otherOff, long seed) {
        var uri = set.connectionString();
        return List.of(
                new Node("one", place.folder(), uri + "&retryWrites=true", off, seed),
                new Node("two", place.folder(), uri + "&retryWrites=false", otherOff, seed + 500));
    }
}
