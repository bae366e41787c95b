package dev.mooring.bench;

import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log beside Axon's event stores and beside PostgreSQL itself, one after the other. */
final class PeersBenchmark {

    private static final int EVENT_BYTES = 660;
    private static final int MANY = 64;

    private final Size size;

    PeersBenchmark(Size size) {
        this.size = size;
    }

    /**
     * @param single what is asked with one caller; null for nothing
     * @param many and with 64
     */
    private record Compared(Peer peer, @Nullable Asked single, @Nullable Asked many) {}

    /** What each did, in the order of the peers, the log first. */
    private record Round(List<Done> done) {

        double ratio(int peer) {
            return done.getFirst().perSecond() / done.get(peer).perSecond();
        }
    }

    void run(Report report) throws Exception {
        report.section("Beside other event stores");
        try (var mongo = MongoFixture.start(Engine.STANDALONE);
                var postgres = Postgres.start();
                var log = new LogPeer("the log, " + Machine.describe(mongo), OpenLog.on(mongo));
                var axonMongo = AxonPeer.onMongo(mongo, log.log());
                var axonJdbc = AxonPeer.onPostgres(postgres, log.log());
                var pgbench = PgbenchPeer.on(postgres, EVENT_BYTES)) {
            var compared =
                    List.of(
                            new Compared(log, null, null),
                            new Compared(axonMongo, Asked.atLeast(1), Asked.atLeast(5)),
                            new Compared(axonJdbc, null, Asked.atLeast(2)),
                            new Compared(pgbench, null, Asked.atLeast(1.2)));
            explain(report, compared);
            report.columns(
                    "what",
                    "callers",
                    "appends/s",
                    "log : it",
                    "lowest–highest",
                    "asked",
                    "p50 ms",
                    "p99 ms");
            for (int callers : new int[] {1, MANY}) {
                compare(report, compared, callers);
            }
        }
    }

    private void explain(Report report, List<Compared> compared) {
        report.say(
                ("One event of the same bytes at a time. Medians of %d rounds of %d ms each after"
                                + " %d s that do not count. How each is set up:")
                        .formatted(size.rounds(), time().toMillis(), size.warmUp().toSeconds()));
        for (var it : compared) {
            report.say("- *%s*: %s.".formatted(it.peer.name(), it.peer.setUp()));
        }
    }

    private void compare(Report report, List<Compared> compared, int callers) throws Exception {
        var rounds = Rounds.of(size, () -> round(compared, callers));
        for (int i = 0; i < compared.size(); i++) {
            int peer = i;
            var it = compared.get(i);
            var asked = callers == 1 ? it.single : it.many;
            var ratio = rounds.median(round -> round.ratio(peer));
            report.row(
                    it.peer.name(),
                    callers,
                    rounds.median(round -> round.done.get(peer).perSecond()),
                    peer == 0 ? "" : ratio,
                    peer == 0 ? "" : rounds.range(round -> round.ratio(peer)),
                    asked == null ? "" : asked.of(ratio),
                    rounds.median(round -> round.done.get(peer).p50()),
                    rounds.median(round -> round.done.get(peer).p99()));
        }
    }

    private Round round(List<Compared> compared, int callers) throws Exception {
        var done = new ArrayList<Done>();
        for (var it : compared) {
            done.add(it.peer.append(callers, time()));
        }
        return new Round(List.copyOf(done));
    }

    /** pgbench knows whole seconds only. */
    private Duration time() {
        return Duration.ofSeconds(Math.max(1, size.round().toSeconds()));
    }
}
