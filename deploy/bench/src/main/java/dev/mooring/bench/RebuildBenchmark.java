package dev.mooring.bench;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.util.List;

/** All read models rebuilt at once, beside a bare cursor over the same log that decodes it. */
final class RebuildBenchmark {

    private static final int WRITERS = 128;
    private static final String HEAP = "-Xmx512m";
    private static final Asked ASKED = Asked.atLeast(0.6);
    private static final Asked AS_FAST = Asked.atLeast(0.8);

    /** How many times as many events the large log has. */
    private static final int LARGER = 10;

    private final Size size;

    RebuildBenchmark(Size size) {
        this.size = size;
    }

    /** What a process found. */
    private record Found(long events, double cursor, double read, double ready, long heap) {}

    /** One log, as large as others are read. */
    void run(Report report) throws Exception {
        report.section("Rebuilding all read models");
        try (var mongo = MongoFixture.start(Engine.STANDALONE)) {
            introduce(report, mongo);
            row(report, measured(mongo, size.readEvents()));
        }
    }

    /** And one that is ten times as large. */
    void runLarge(Report report) throws Exception {
        report.section("Rebuilding all read models of a large log");
        try (var mongo = MongoFixture.start(Engine.STANDALONE)) {
            introduce(report, mongo);
            var small = measured(mongo, size.readEvents());
            row(report, small);
            var large = measured(mongo, size.readEvents() * LARGER);
            row(report, large);
            double ratio = large.read() / small.read();
            report.say(
                    "Of the larger log as many events a second × %s: %s."
                            .formatted(Report.shown(ratio), AS_FAST.of(ratio)));
        }
    }

    private void introduce(Report report, MongoFixture mongo) {
        report.say(
                ("A log of connections that were made, authorized and changed, %d events to each; %s."
                                + " A process with `%s`, in turn: `EventLog.cursor` from the first event to"
                                + " the last, decrypted and decoded; then rebuilds of all read models, ordered"
                                + " at once: until every event is folded and written, and until all are ready,"
                                + " indexed, caught up and compared. Medians of %d rounds after one that does"
                                + " not count.")
                        .formatted(
                                ManyConnections.EVENTS,
                                Machine.describe(mongo),
                                HEAP,
                                Rebuilding.ROUNDS));
        report.columns(
                "events",
                "cursor, events/s",
                "read and written, events/s",
                "to cursor",
                "asked",
                "ready, events/s",
                "heap at most, MB");
    }

    private static void row(Report report, Found found) {
        double ratio = found.read() / found.cursor();
        report.row(
                "%,d".formatted(found.events()),
                found.cursor(),
                found.read(),
                ratio,
                ASKED.of(ratio),
                found.ready(),
                found.heap());
    }

    private static Found measured(MongoFixture mongo, int events) throws Exception {
        var database = mongo.freshDatabaseName();
        try (var log = OpenLog.at(mongo.connectionString(), database)) {
            ManyConnections.fill(
                    log.log(),
                    log.keys(),
                    OpenLog.WORKSPACE,
                    WRITERS,
                    events / ManyConnections.EVENTS);
        }
        try (var child =
                Child.start(
                        Rebuilding.class,
                        List.of(HEAP, "-XX:+ExitOnOutOfMemoryError"),
                        mongo.connectionString(),
                        database)) {
            var found = child.answer().split(" ", 5);
            return new Found(
                    Long.parseLong(found[0]),
                    Double.parseDouble(found[1]),
                    Double.parseDouble(found[2]),
                    Double.parseDouble(found[3]),
                    Long.parseLong(found[4]));
        }
    }
}
