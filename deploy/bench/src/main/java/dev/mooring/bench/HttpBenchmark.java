package dev.mooring.bench;

import dev.mooring.bench.Api.Owned;
import dev.mooring.bench.Callers.Call;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A durable command, and a fetch of credentials, beside an endpoint that does nothing. */
final class HttpBenchmark {

    private static final int MANY = 64;

    private final Setting setting;

    HttpBenchmark(Setting setting) {
        this.setting = setting;
    }

    void run(Report report) throws Exception {
        try (var mongo = MongoFixture.start(Engine.REPLICA_SET)) {
            new On(Machine.describe(mongo), mongo, List.of(), new int[] {1, MANY}).run(report);
        }
        new On("the embedded database", null, Server.AS_DEPLOY_RUN, new int[] {1, 16}).run(report);
    }

    /**
     * @param append the log alone, in the callers' process
     */
    private record Round(Done empty, Done append, Done rename, Done credentials) {

        double toEmpty(Function<Round, Done> side) {
            return side.apply(this).perSecond() / empty.perSecond();
        }

        double toAppend(Function<Round, Done> side) {
            return side.apply(this).perSecond() / append.perSecond();
        }
    }

    /** On one database. */
    private final class On {

        private final String database;
        private final @Nullable MongoFixture mongo;
        private final List<String> options;
        private final int[] callers;

        /**
         * @param database for people
         * @param mongo null for the embedded database
         * @param options for the server's JVM
         */
        private On(
                String database,
                @Nullable MongoFixture mongo,
                List<String> options,
                int[] callers) {
            this.database = database;
            this.mongo = mongo;
            this.options = options;
            this.callers = callers;
        }

        private void run(Report report) throws Exception {
            report.section("HTTP, on " + database);
            report.say(
                    ("The packaged server in a process of its own, JVM options %s; its callers on the"
                                    + " same machine. In turn: `GET /livez`, which does nothing; an append"
                                    + " of one event to a log alone, in the callers' process; `PATCH"
                                    + " /v1/connections/{connection}` with a new name, answered once it is"
                                    + " durable; `GET …/credentials` of an `api_key` service, answered once"
                                    + " the record of it is durable. %d users with a connection each. Medians of %d rounds of"
                                    + " %d ms each after %d s that do not count.")
                            .formatted(
                                    options.isEmpty() ? "its defaults" : options,
                                    Connections.COUNT,
                                    setting.size().rounds(),
                                    setting.size().round().toMillis(),
                                    setting.size().warmUp().toSeconds()));
            report.columns(
                    "what",
                    "callers",
                    "per second",
                    "to empty",
                    "to append",
                    "lowest–highest",
                    "p50 ms",
                    "p99 ms");
            try (var server = start("http", options);
                    var api = new Api(server);
                    var log = mongo == null ? null : OpenLog.on(mongo)) {
                var connections = Connections.make(api);
                for (int many : callers) {
                    var rounds =
                            Rounds.of(setting.size(), () -> round(api, log, connections, many));
                    row(report, "empty endpoint", many, rounds, Round::empty);
                    if (log != null) {
                        row(report, "append alone", many, rounds, Round::append);
                    }
                    row(report, "command", many, rounds, Round::rename);
                    row(report, "credentials", many, rounds, Round::credentials);
                }
            }
            profile(report);
        }

        private Round round(Api api, @Nullable OpenLog log, Connections connections, int many)
                throws Exception {
            var time = setting.size().round();
            return new Round(
                    Callers.work(many, time, _ -> api::live),
                    log == null ? Done.NOTHING : log.append(many, time),
                    Callers.work(many, time, caller -> connections.rename(caller, many)),
                    Callers.work(many, time, caller -> connections.fetch(caller, many)));
        }

        /** In a server of its own, since recording slows down. */
        private void profile(Report report) throws Exception {
            int many = callers[callers.length - 1];
            var file = setting.work().resolve("server.jfr");
            Files.deleteIfExists(file);
            var recording = new ArrayList<>(options);
            recording.addAll(Profile.options(file));
            Recorded rename;
            Recorded fetch;
            try (var server = start("profile", recording);
                    var api = new Api(server)) {
                var connections = Connections.make(api);
                rename = recorded(many, caller -> connections.rename(caller, many));
                fetch = recorded(many, caller -> connections.fetch(caller, many));
            }
            rename.describe(report, "a command", many, file);
            fetch.describe(report, "a credentials fetch", many, file);
        }

        private Server start(String name, List<String> jvm) throws Exception {
            var folder = Files.createTempDirectory(setting.work(), name);
            return Server.start(setting.jar(), folder, mongo, jvm);
        }
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
                rounds.median(round -> round.toEmpty(side)),
                rounds.median(round -> round.toAppend(side)),
                rounds.range(round -> round.toEmpty(side)),
                rounds.median(round -> side.apply(round).p50()),
                rounds.median(round -> side.apply(round).p99()));
    }

    /** What was done while the server recorded itself. */
    private record Recorded(Done done, Instant from, Instant to) {

        private void describe(Report report, String what, int callers, Path file)
                throws IOException {
            Profile.read(file, from, to)
                    .describe(
                            report,
                            "%s, %d callers".formatted(what, callers),
                            done.calls(),
                            done.took());
        }
    }

    private Recorded recorded(int callers, IntFunction<Call> call) throws Exception {
        Callers.work(callers, setting.size().warmUp(), call);
        var from = Clock.systemUTC().instant();
        var done = Callers.work(callers, setting.size().profile(), call);
        return new Recorded(done, from, Clock.systemUTC().instant());
    }

    /** Connections, each of a user of its own, that callers share out among themselves. */
    private static final class Connections {

        private static final int COUNT = 640;
        private static final int MAKERS = 16;
        private static final String SERVICE = "acme";

        private final Api api;
        private final List<Owned> all;

        private Connections(Api api, List<Owned> all) {
            this.api = api;
            this.all = all;
        }

        private static Connections make(Api api) throws Exception {
            api.publishService(SERVICE);
            var all = new ConcurrentLinkedQueue<Owned>();
            var users = new AtomicInteger();
            Callers.each(
                    MAKERS,
                    COUNT / MAKERS,
                    _ -> () -> all.add(api.connect("user_" + users.getAndIncrement(), SERVICE)));
            return new Connections(api, List.copyOf(all));
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

        private Owned own(int caller, int callers, int call) {
            return all.get((caller + call * callers) % COUNT);
        }
    }
}
