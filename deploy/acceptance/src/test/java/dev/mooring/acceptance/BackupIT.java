package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.MooringCommand;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.ServerProcess;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An installation outgrows its machine: backed up while in use, restored to a replica set. */
@OnEngine(Engine.REPLICA_SET)
class BackupIT {

    private static final String USER = "someone@workspace.example";

    private final Path folder = Packaged.folder("backup");

    /** By connection, the key that it was authorized with. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final AtomicInteger counter = new AtomicInteger();

    @Test
    void whatWasAcknowledgedBeforeABackupIsThereAfterItsRestoreElsewhere(MongoFixture mongo) {
        var backup = folder.resolve("taken");
        String old;
        Map<String, String> before;
        try (var server = ServerProcess.in(folder.resolve("old")).launch()) {
            server.awaitReady();
            old = server.adminToken();
            var api = ApiClient.of(server.url(""), old).as(USER);
            Acme.publish(api);
            connect(api);
            var stop = new AtomicBoolean();
            var writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!stop.get()) {
                                    connect(api);
                                }
                            });
            Awaitility.await("some connections").until(() -> acknowledged.size() > 5);
            before = Map.copyOf(acknowledged);

            var taken = MooringCommand.run("backup", backup.toString(), "--data", data(server));
            stop.set(true);
            Awaitility.await("the writer's end").until(() -> !writer.isAlive());
            assertThat(taken.status()).as(taken.output()).isZero();
        }
        assertThat(MooringCommand.run("verify", backup.toString()).status()).isZero();

        var database = mongo.freshDatabaseName();
        var target = List.of("--mongodb", mongo.connectionString(), "--database", database);
        var restored = command("restore", List.of(backup.toString()), target);
        assertThat(restored.status()).as(restored.output()).isZero();
        assertThat(restored.output()).contains("the chain is whole", "none opens anything until");
        assertThat(command("restore", List.of(backup.toString()), target).output())
                .contains("is not empty");

        try (var server =
                ServerProcess.in(folder.resolve("new"))
                        .with("mooring.mongodb.uri", mongo.connectionString())
                        .with("mooring.mongodb.database", database)
                        .with("mooring.keys.file", folder.resolve("old/data/kek").toString())
                        .launch()) {
            server.awaitReady();
            var disabled = ApiClient.of(server.url(""), old).as(USER);
            disabled.get("/v1/connections").expectProblem(401, "authentication.required");

            var api = ApiClient.of(server.url(""), server.adminToken()).as(USER);
            before.forEach((connection, key) ->
                    assertThat(
                                    api.get("/v1/connections/" + connection + "/credentials")
                                            .expect(200)
                                            .json()
                                            .path("headers")
                                            .path("X-Api-Key")
                                            .asString())
                            .isEqualTo(key));
            connect(api);

            var confirmed = command("keys", List.of("confirm", "--all"), target);
            assertThat(confirmed.status()).as(confirmed.output()).isZero();
            Awaitility.await("the old key")
                    .until(() -> disabled.get("/v1/connections").status() == 200);
        }
    }

    private void connect(ApiClient api) {
        var key = "the-key-of-" + counter.incrementAndGet();
        acknowledged.put(Acme.connect(api, key), key);
    }

    private static String data(ServerProcess server) {
        return server.data().toString();
    }

    private static MooringCommand command(
            String name, List<String> arguments, List<String> target) {
        var all = new java.util.ArrayList<>(List.of(name));
        all.addAll(arguments);
        all.addAll(target);
        return MooringCommand.run(all.toArray(String[]::new));
    }
}
