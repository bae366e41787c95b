package dev.mooring.bench;

import dev.mooring.bench.Bare.Inserted;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.util.Map;

/** Appends of one event beside one thread that inserts the very documents that came of them. */
final class AppendBenchmark {

    private static final Map<Integer, Asked> ASKED =
            Map.of(1, Asked.atLeast(0.9), 64, Asked.atLeast(0.8));

    private final Size size;

    AppendBenchmark(Size size) {
        this.size = size;
    }

    private record Round(Done log, Inserted bare) {

        double ratio() {
            return log.perSecond() / bare.perSecond();
        }
    }

    void run(Report report) throws Exception {
        report.section("Append");
        report.say(
                ("%s. Beside it one thread's ordered `insertMany` of the documents that the log has"
                                + " just written, as raw bytes, with the same index and concerns, as many"
                                + " at a time as there were callers. Medians of %d rounds of %d ms after"
                                + " %d s that do not count.")
                        .formatted(
                                OpenLog.describe(),
                                size.rounds(),
                                size.round().toMillis(),
                                size.warmUp().toSeconds()));
        report.columns(
                "database",
                "callers",
                "appends/s",
                "bare inserts/s",
                "append : bare",
                "lowest–highest",
                "asked",
                "p50 ms",
                "p99 ms",
                "bytes");
        for (var engine : new Engine[] {Engine.STANDALONE, Engine.REPLICA_SET}) {
            try (var mongo = MongoFixture.start(engine)) {
                for (int callers : new int[] {1, 16, 64}) {
                    compare(report, mongo, callers);
                }
            }
        }
        try (var mongo = MongoFixture.start(Engine.STANDALONE)) {
            profile(report, mongo, 1);
            profile(report, mongo, 64);
        }
    }

    private void compare(Report report, MongoFixture mongo, int callers) throws Exception {
        try (var log = OpenLog.on(mongo)) {
            var bare = Bare.beside(log);
            var rounds =
                    Rounds.of(
                            size,
                            () ->
                                    new Round(
                                            log.append(callers, size.round()),
                                            bare.catchUp(callers)));
            var asked = ASKED.get(callers);
            var ratio = rounds.median(Round::ratio);
            report.row(
                    Machine.describe(mongo),
                    callers,
                    rounds.median(round -> round.log.perSecond()),
                    rounds.median(round -> round.bare.perSecond()),
                    ratio,
                    rounds.range(Round::ratio),
                    asked == null ? "" : asked.of(ratio),
                    rounds.median(round -> round.log.p50()),
                    rounds.median(round -> round.log.p99()),
                    rounds.median(round -> round.bare.bytes()));
            log.database().drop();
        }
    }

    private void profile(Report report, MongoFixture mongo, int callers) throws Exception {
        try (var log = OpenLog.on(mongo)) {
            log.append(callers, size.warmUp());
            try (var recording = Profile.start()) {
                var done = log.append(callers, size.profile());
                recording
                        .stop()
                        .describe(
                                report,
                                "append, %d callers, standalone".formatted(callers),
                                done.calls(),
                                done.took());
            }
            log.database().drop();
        }
    }
}
