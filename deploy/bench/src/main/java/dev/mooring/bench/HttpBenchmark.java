package dev.mooring.bench;

import dev.mooring.bench.Callers.Call;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A durable command, and a fetch of credentials, beside an endpoint that does nothing. */
final class HttpBenchmark {

    private static final Duration TIME = Duration.ofMillis(500);
    private static final Duration PROFILED = Duration.ofSeconds(4);
    private static final int MANY = 16;

    private final Path jar;
    private final Path work;
    private final String database;
    private final @Nullable MongoFixture mongo;

    /**
     * @param database for people
     * @param mongo null for the embedded database
     */
    HttpBenchmark(Path jar, Path work, String database, @Nullable MongoFixture mongo) {
        this.jar = jar;
        this.work = work;
        this.database = database;
        this.mongo = mongo;
    }

    private record Round(Done empty, Done rename, Done credentials) {

        double ratio(Function<Round, Done> side) {
            return side.apply(this).perSecond() / empty.perSecond();
        }
    }

    void run(Report report) throws Exception {
        report.section("HTTP, on " + database);
        report.say(
                ("The packaged server in a process of its own, with the flags of `deploy/run`; its"
                                + " callers on the same machine. In turn: `GET /livez`, which does nothing;"
                                + " `PATCH /v1/connections/{connection}` with a new name, answered once it is"
                                + " durable; `GET …/credentials` of an `api_key` service, answered once the"
                                + " record of it is durable. %d connections. Medians of %d rounds of %d ms each"
                                + " after one that does not count.")
                        .formatted(Connections.COUNT, Rounds.COUNTED, TIME.toMillis()));
        report.columns(
                "what", "callers", "per second", "to empty", "lowest–highest", "p50 ms", "p99 ms");
        try (var server = start("http", List.of());
                var api = new Api(server)) {
            var connections = Connections.make(api);
            for (int callers : new int[] {1, MANY}) {
                var rounds = Rounds.of(() -> round(api, connections, callers));
                row(report, "empty endpoint", callers, rounds, Round::empty);
                row(report, "command", callers, rounds, Round::rename);
                row(report, "credentials", callers, rounds, Round::credentials);
            }
        }
        profile(report);
    }

    private static Round round(Api api, Connections connections, int callers) throws Exception {
        return new Round(
                Callers.work(callers, TIME, _ -> api::live),
                Callers.work(callers, TIME, caller -> connections.rename(caller, callers)),
                Callers.work(callers, TIME, caller -> connections.fetch(caller, callers)));
    }

    private static void row(
            Report report,
            String what,
            int callers,
            Rounds<Round> rounds,
            Function<Round, Done> side) {
        report.row(
                what,
                callers,
                rounds.median(round -> side.apply(round).perSecond()),
                rounds.median(round -> round.ratio(side)),
                rounds.range(round -> round.ratio(side)),
                rounds.median(round -> side.apply(round).p50()),
                rounds.median(round -> side.apply(round).p99()));
    }

    /** What was done while the server recorded itself. */
    private record Recorded(Done done, Instant from, Instant to) {

        private void describe(Report report, String what, Path file) throws IOException {
            Profile.read(file, from, to)
                    .describe(
                            report,
                            "%s, %d callers".formatted(what, MANY),
                            done.calls(),
                            done.took());
        }
    }

    /** In a server of its own, since recording slows down. */
    private void profile(Report report) throws Exception {
        var file = work.resolve("server.jfr");
        Files.deleteIfExists(file);
        Recorded rename;
        Recorded fetch;
        try (var server = start("profile", Profile.options(file));
                var api = new Api(server)) {
            var connections = Connections.make(api);
            rename = recorded(caller -> connections.rename(caller, MANY));
            fetch = recorded(caller -> connections.fetch(caller, MANY));
        }
        rename.describe(report, "a command", file);
        fetch.describe(report, "a credentials fetch", file);
    }

    private static Recorded recorded(IntFunction<Call> call) throws Exception {
        Callers.work(MANY, TIME, call);
        var from = Clock.systemUTC().instant();
        var done = Callers.work(MANY, PROFILED, call);
        return new Recorded(done, from, Clock.systemUTC().instant());
    }

    private Server start(String name, List<String> options) throws Exception {
        return Server.start(jar, Files.createTempDirectory(work, name), mongo, options);
    }

    /** Connections that callers share out among themselves, so that none meets another. */
    private static final class Connections {

        private static final int COUNT = 160;
        private static final String SERVICE = "acme";

        private final Api api;
        private final List<String> ids;

        private Connections(Api api, List<String> ids) {
            this.api = api;
            this.ids = ids;
        }

        private static Connections make(Api api) throws Exception {
            api.publishService(SERVICE);
            var ids = new String[COUNT];
            for (int i = 0; i < COUNT; i++) {
                ids[i] = api.connect(SERVICE, "Connection " + i);
            }
            return new Connections(api, List.of(ids));
        }

        private Call rename(int caller, int callers) {
            return new Call() {
                private int calls;

                @Override
                public void make() throws Exception {
                    api.rename(own(caller, callers, calls), "Name " + System.nanoTime());
                    calls++;
                }
            };
        }

        private Call fetch(int caller, int callers) {
            return new Call() {
                private int calls;

                @Override
                public void make() throws Exception {
                    api.credentials(own(caller, callers, calls));
                    calls++;
                }
            };
        }

        private String own(int caller, int callers, int call) {
            return ids.get((caller + call * callers) % COUNT);
        }
    }
}
