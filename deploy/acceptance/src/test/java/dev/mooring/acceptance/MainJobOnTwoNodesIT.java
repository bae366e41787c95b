package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.Browser;
import dev.mooring.acceptance.browser.InChromium;
import dev.mooring.acceptance.http.Alternating;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.SandboxProcess;
import dev.mooring.acceptance.process.ServerProcess;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The main job on two servers and a replica set, each request at the other server. */
@InChromium
@OnEngine(Engine.REPLICA_SET)
class MainJobOnTwoNodesIT {

    @Test
    void theMainJobIsDoneByTwoNodesInTurn(Browser browser, MongoFixture mongo) {
        var folder = Packaged.folder("main-job-on-two-nodes");
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        var database = mongo.freshDatabaseName();
        try (var sandbox = SandboxProcess.launch(folder, Map.of());
                var front = Alternating.listen();
                var one =
                        node("one", front, mongo, key, sandbox)
                                .with("mooring.mongodb.database", database)
                                .launch();
                var other =
                        node("other", front, mongo, key, sandbox)
                                .with("mooring.mongodb.database", database)
                                .launch()) {
            sandbox.awaitReady();
            one.awaitReady();
            other.awaitReady();
            front.over(one.url(""), other.url(""));
            new MainJob(
                            ApiClient.of(front.url(), one.adminToken())
                                    .as("someone@workspace.example"),
                            browser,
                            new ServiceApi(sandbox.url("/api/contacts")),
                            () -> {})
                    .isDone();
            assertThat(front.requests()).isGreaterThan(30);
        }
    }

    private static ServerProcess.Settings node(
            String name,
            Alternating front,
            MongoFixture mongo,
            byte[] key,
            SandboxProcess sandbox) {
        return ServerProcess.in(Packaged.folder("main-job-on-two-nodes").resolve(name))
                .beside(sandbox)
                .with("mooring.mongodb.uri", mongo.connectionString())
                .with("mooring.api.public-url", front.url().toString())
                .withSecret("MOORING_KEYS_KEK", Base64.getEncoder().encodeToString(key));
    }
}
