package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.SandboxProcess;
import dev.mooring.acceptance.process.ServerProcess;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two servers that write at once to one replica set. */
@OnEngine(Engine.REPLICA_SET)
class TwoHotNodesIT {

    private static final String FOLDER = "two-hot-nodes";
    private static final int CALLERS_EACH = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void oneWritesForBothAndWhenItIsPausedOrKilledTheOtherGoesOn(MongoFixture mongo)
            throws Exception {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        var database = mongo.freshDatabaseName();
        var created = ConcurrentHashMap.<String>newKeySet();
        var stopped = new AtomicBoolean();
        try (var sandbox = SandboxProcess.launch(Packaged.folder(FOLDER), Map.of());
                var one = node("one", mongo, database, key, sandbox);
                var other = node("other", mongo, database, key, sandbox);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sandbox.awaitReady();
            one.awaitReady();
            other.awaitReady();
            var token = one.adminToken();
            for (var node : List.of(one, other)) {
                refusesStrangers(node);
                write(node, token, threads, created, stopped);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> forwarded(one, "received") + forwarded(other, "received") > 20);

            var holder = forwarded(one, "received") > 0 ? one : other;
            var left = holder == one ? other : one;
            holder.pause();
            awaitMore(created);
            holder.resume();
            awaitMore(created);

            holder.kill();
            awaitMore(created);
            stopped.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();

            var api = ApiClient.of(left.url(""), token).as("someone@workspace.example");
            // The one that is left takes over the views of the one that died once its claims run
            // out.
            assertThat(created)
                    .allSatisfy(id ->
                            Awaitility.await()
                                    .atMost(PATIENCE)
                                    .until(() -> api.get("/v1/connections/" + id).status() == 200));
        } finally {
            stopped.set(true);
        }
    }

    private static void awaitMore(Set<String> created) {
        int before = created.size();
        Awaitility.await().atMost(PATIENCE).until(() -> created.size() > before + 50);
    }

    private static ServerProcess node(
            String name, MongoFixture mongo, String database, byte[] key, SandboxProcess sandbox) {
        return ServerProcess.in(Packaged.folder(FOLDER).resolve(name))
                .beside(sandbox)
                .with("mooring.mongodb.uri", mongo.connectionString())
                .with("mooring.mongodb.database", database)
                .withSecret("MOORING_KEYS_KEK", Base64.getEncoder().encodeToString(key))
                .launch();
    }

    private static void write(
            ServerProcess node,
            String token,
            ExecutorService threads,
            Set<String> created,
            AtomicBoolean stopped) {
        for (int caller = 0; caller < CALLERS_EACH; caller++) {
            threads.submit(() -> {
                var api = ApiClient.of(node.url(""), token).as("someone@workspace.example");
                while (!stopped.get()) {
                    var answer =
                            api.post(
                                    "/v1/connections",
                                    Map.of(
                                            "service", "sandbox", "name", "Hot", "scopes",
                                            List.of()));
                    if (answer.status() == 201) {
                        created.add(answer.text("/id"));
                    }
                }
                return null;
            });
        }
    }

    /** The counters of both logs together. */
    private double forwarded(ServerProcess node, String direction) throws Exception {
        var request = HttpRequest.newBuilder(node.managementUrl("/metrics")).build();
        return http.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("mooring_log_forwarded_total")
                                && line.contains("\"" + direction + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void refusesStrangers(ServerProcess node) throws IOException, InterruptedException {
        for (var headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of(
                                "Mooring-Time",
                                Long.toString(System.currentTimeMillis()),
                                "Mooring-Nonce",
                                "nonce",
                                "Mooring-Signature",
                                "c2lnbmF0dXJl"))) {
            var request =
                    HttpRequest.newBuilder(node.managementUrl("/append/log"))
                            .POST(BodyPublishers.ofByteArray(new byte[64]));
            headers.forEach(request::header);
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(Stream.of("/append/log", "/append/other"))
                .allSatisfy(path ->
                        assertThat(
                                        http.send(
                                                        HttpRequest.newBuilder(
                                                                        node.managementUrl(path))
                                                                .build(),
                                                        BodyHandlers.discarding())
                                                .statusCode())
                                .isIn(404, 405));
    }
}
