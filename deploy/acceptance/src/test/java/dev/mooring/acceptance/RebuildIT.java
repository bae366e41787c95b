package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.ServerProcess;
import dev.mooring.bench.ManyConnections;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.WorkspaceId;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Views are rebuilt from a log of many connections while whoever works on it is killed, twice, and
 * a client queries all the while. As many connections as {@code -Dmooring.rebuild.connections}
 * says, with ten events to each.
 */
@OnEngine(Engine.STANDALONE)
class RebuildIT {

    private static final String FOLDER = "rebuild";
    private static final int CONNECTIONS = Integer.getInteger("mooring.rebuild.connections", 2_000);
    private static final int WRITERS = 20;
    private static final int EACH = CONNECTIONS / WRITERS;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final List<String> VIEWS =
            List.of("connection-list", "connection-details", "reuse-index");

    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean over;

    @Test
    void everyAnswerIsRightWhileARebuildIsKilledTwiceResumedSwitchedToAndGoneBackFrom(
            MongoFixture mongo) throws Exception {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var key = Base64.getEncoder().encodeToString(random);
        var database = mongo.freshDatabaseName();
        try (var one = node("one", mongo, database, key)) {
            one.awaitReady();
            fill(mongo, database, key);
            try (var other = node("other", mongo, database, key)) {
                other.awaitReady();
                var token = one.adminToken();
                awaitCurrent(ApiClient.of(one.url(""), token));
                var asking = Thread.ofVirtual().start(() -> ask(List.of(one, other), token));
                var atOne = ApiClient.of(one.url(""), token);
                var atOther = ApiClient.of(other.url(""), token);

                var rebuilds = VIEWS.stream().map(view -> start(atOne, view)).toList();
                one.kill();
                awaitProgress(atOther, rebuilds);
                one.startAgain();
                other.kill();
                for (var rebuild : rebuilds) {
                    var ready = await(atOne, rebuild, "ready").json();
                    assertThat(ready.path("verified").asBoolean()).isTrue();
                    assertThat(ready.path("processed").asLong())
                            .isEqualTo(ready.path("total").asLong())
                            .isGreaterThanOrEqualTo(CONNECTIONS * 10L);
                    assertThat(ready.at("/sample/different").asInt()).isZero();
                }
                other.startAgain();

                for (var order : List.of("switch", "rollback", "switch", "drop")) {
                    for (var rebuild : rebuilds) {
                        atOther.send(
                                        "POST",
                                        "/v1/rebuilds/" + rebuild + "/" + order,
                                        null,
                                        Map.of())
                                .expect(200);
                    }
                    moreAnswers();
                }

                over = true;
                asking.join();
                assertThat(wrong).isEmpty();
            }
        } finally {
            over = true;
            try (var client = mongo.newClient()) {
                client.getDatabase(database).drop();
            }
        }
    }

    /** Asks a node after the other, for what no rebuild may change. */
    private void ask(List<ServerProcess> nodes, String token) {
        var clients = new ArrayList<ApiClient>();
        nodes.forEach(it -> clients.add(ApiClient.of(it.url(""), token)));
        var random = new Random(1);
        while (!over && wrong.isEmpty()) {
            var name = ManyConnections.nameOf(random.nextInt(WRITERS), random.nextInt(EACH));
            for (var client : clients) {
                try {
                    check(name, client.get("/v1/connections?q=" + name.replace(' ', '+')));
                } catch (UncheckedIOException e) {
                    // It was killed, and answers nothing.
                }
            }
        }
    }

    private void check(String name, Answer answer) {
        var found =
                answer.status() == 200
                        ? answer.json()
                                .path("items")
                                .valueStream()
                                .filter(it -> it.path("name").asString("").equals(name))
                                .map(it -> it.path("status").asString(""))
                                .toList()
                        : List.<String>of();
        if (found.equals(List.of("needs_reauthorization"))) {
            answers.incrementAndGet();
        } else {
            wrong.add("%s: %d %s".formatted(answer.call(), answer.status(), answer.body()));
        }
    }

    private void moreAnswers() {
        long enough = answers.get() + 20;
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> answers.get() >= enough || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
    }

    private static ServerProcess node(
            String name, MongoFixture mongo, String database, String key) {
        return ServerProcess.in(Packaged.folder(FOLDER).resolve(name))
                .with("mooring.mongodb.uri", mongo.connectionString())
                .with("mooring.mongodb.database", database)
                .withSecret("MOORING_KEYS_KEK", key)
                .launch();
    }

    /** In the workspace that the installation began with. */
    private static void fill(MongoFixture mongo, String database, String key) throws Exception {
        try (var client = mongo.newClient()) {
            var stored = client.getDatabase(database);
            var workspace = stored.getCollection("log").find().first().getString("w");
            var ring = KeyRing.open(stored, new SuppliedKey("mooring.keys.kek", key));
            var keys = new StoredPersonalKeys(stored, ring);
            var settings =
                    LogSettings.of(stored, "log", DomainEvents.TYPES, keys, Clock.systemUTC());
            try (var log = MongoEventLog.open(settings)) {
                ManyConnections.fill(log, keys, new WorkspaceId(workspace), WRITERS, CONNECTIONS);
            }
        }
    }

    /** What was written beside the servers has arrived in their views. */
    private static void awaitCurrent(ApiClient client) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        client.get("/v1/projections")
                                .expect(200)
                                .json()
                                .path("items")
                                .valueStream()
                                .allMatch(it -> it.path("status").asString("").equals("current")));
    }

    private static String start(ApiClient client, String view) {
        return client.post("/v1/projections/" + view + "/rebuilds", Map.of())
                .expect(202)
                .text("/id");
    }

    /** Somebody has taken them over and got somewhere. */
    private static void awaitProgress(ApiClient client, List<String> rebuilds) {
        for (var rebuild : rebuilds) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> shown(client, rebuild).json().path("processed").asLong() > 0);
        }
    }

    private static Answer await(ApiClient client, String rebuild, String state) {
        return Awaitility.await(state)
                .atMost(PATIENCE)
                .until(() -> shown(client, rebuild), it -> it.text("/state").equals(state));
    }

    private static Answer shown(ApiClient client, String rebuild) {
        return client.get("/v1/rebuilds/" + rebuild).expect(200);
    }
}
