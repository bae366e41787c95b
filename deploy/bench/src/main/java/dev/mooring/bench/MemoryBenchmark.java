package dev.mooring.bench;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.util.List;

/** Many more events than fit go through a small heap. */
final class MemoryBenchmark {

    private static final String HEAP = "-Xmx512m";

    private final Size size;

    MemoryBenchmark(Size size) {
        this.size = size;
    }

    void run(Report report) throws Exception {
        report.section("Memory");
        try (var mongo = MongoFixture.start(Engine.STANDALONE)) {
            report.say(
                    ("A process with `%s -XX:+ExitOnOutOfMemoryError`: %d callers append commits of %d"
                                    + " events, %d tracking processors read them as they come; %s. One run,"
                                    + " until the last processor has the last event.")
                            .formatted(
                                    HEAP,
                                    Flow.CALLERS,
                                    Flow.EVENTS_PER_COMMIT,
                                    Flow.PROCESSORS,
                                    Machine.describe(mongo)));
            report.columns(
                    "events",
                    "seconds",
                    "events/s",
                    "heap at most, MB",
                    "right after a collection at most, MB",
                    "asked");
            try (var flow =
                    Child.start(
                            Flow.class,
                            List.of(HEAP, "-XX:+ExitOnOutOfMemoryError"),
                            mongo.connectionString(),
                            mongo.freshDatabaseName(),
                            Integer.toString(size.memoryEvents()))) {
                var found = flow.answer().split(" ", 4);
                var events = Long.parseLong(found[0]);
                var seconds = Double.parseDouble(found[1]);
                report.row(
                        "%,d".formatted(events),
                        seconds,
                        events / seconds,
                        found[2],
                        found[3],
                        "10,000,000 events " + (events >= 10_000_000 ? "met" : "in the full size"));
            }
        }
    }
}
