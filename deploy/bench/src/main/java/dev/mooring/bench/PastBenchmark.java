package dev.mooring.bench;

import dev.mooring.bench.Api.Owned;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A connection with a long history, shown as it was in the midst of it, beside as it is. */
final class PastBenchmark {

    private static final int EVENTS = 1_000;

    /** Milliseconds, half of the time. */
    private static final Asked ASKED = Asked.atMost(50);

    private final Setting setting;

    PastBenchmark(Setting setting) {
        this.setting = setting;
    }

    private record Round(Done now, Done then, Done listNow, Done listThen) {}

    void run(Report report) throws Exception {
        report.section("As of a moment");
        try (var mongo = MongoFixture.start(Engine.STANDALONE);
                var server =
                        Server.start(
                                setting.jar(),
                                Files.createTempDirectory(setting.work(), "past"),
                                mongo,
                                List.of());
                var api = new Api(server)) {
            api.publishService("acme");
            var connection = api.connect("ada", "acme");
            rename(api, connection, EVENTS / 2);
            var midst = Clock.systemUTC().instant();
            rename(api, connection, EVENTS / 2);
            report.say(
                    ("The packaged server on %s; one caller. A connection with %,d events, its details"
                                    + " and its user's list: as they are, and `?at=` an instant half way."
                                    + " Medians of %d rounds of %d ms.")
                            .formatted(
                                    Machine.describe(mongo),
                                    EVENTS,
                                    setting.size().rounds(),
                                    setting.size().round().toMillis()));
            report.columns("what", "per second", "p50 ms", "p99 ms", "asked");
            var rounds = Rounds.of(setting.size(), () -> round(api, connection, midst));
            row(report, "details", rounds, Round::now, false);
            row(report, "details `?at=`", rounds, Round::then, true);
            row(report, "list", rounds, Round::listNow, false);
            row(report, "list `?at=`", rounds, Round::listThen, false);
        }
    }

    private Round round(Api api, Owned connection, Instant midst) throws Exception {
        var time = setting.size().round();
        return new Round(
                Callers.work(1, time, _ -> () -> api.details(connection, null)),
                Callers.work(1, time, _ -> () -> api.details(connection, midst)),
                Callers.work(1, time, _ -> () -> api.list(connection, null)),
                Callers.work(1, time, _ -> () -> api.list(connection, midst)));
    }

    private static void rename(Api api, Owned connection, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            api.rename(connection, "Name " + i);
        }
    }

    private static void row(
            Report report,
            String what,
            Rounds<Round> rounds,
            Function<Round, Done> side,
            boolean asked) {
        var median = rounds.median(round -> side.apply(round).p50());
        report.row(
                what,
                rounds.median(round -> side.apply(round).perSecond()),
                median,
                rounds.median(round -> side.apply(round).p99()),
                asked ? ASKED.of(median) : "");
    }
}
