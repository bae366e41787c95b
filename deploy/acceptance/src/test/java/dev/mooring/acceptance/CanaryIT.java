package dev.mooring.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ServiceStub;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.ServerProcess;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Secrets that went through every flow are nowhere but in the vault, as ciphertext, and personal
 * text is nowhere in the log (security.md 17).
 */
class CanaryIT {

    /** Where facts are kept for good. */
    private static final List<String> LOGS = List.of("log", "activity");

    @Nested
    @OnEngine(Engine.REPLICA_SET)
    class OnMongoDB {

        @Test
        void secretsAreInTheVaultAloneAndPersonalTextIsNotInTheLog(MongoFixture mongo)
                throws Exception {
            var database = mongo.freshDatabaseName();
            search(
                    "canary-mongodb",
                    settings ->
                            settings.with("mooring.mongodb.uri", mongo.connectionString())
                                    .with("mooring.mongodb.database", database),
                    () -> Dump.of(mongo.connectionString(), database));
        }
    }

    @Test
    void secretsAreInTheVaultAloneAndPersonalTextIsNotInTheLogOfTheEmbeddedDatabase()
            throws Exception {
        search(
                "canary-embedded",
                UnaryOperator.identity(),
                () -> {
                    var data = Packaged.folder("canary-embedded").resolve("data");
                    try (var embedded = EmbeddedMongo.open(data.resolve("db"))) {
                        return Dump.of(embedded.connectionString(), "mooring");
                    }
                });
    }

    private static void search(
            String name, UnaryOperator<ServerProcess.Settings> settings, Supplier<Dump> dump)
            throws Exception {
        try (var site =
                        Site.start(
                                name,
                                it ->
                                        settings.apply(it)
                                                .with(
                                                        "mooring.authorizing.return-urls",
                                                        SecretFlows.RETURN_URL));
                var stub = ServiceStub.start()) {
            var flows = new SecretFlows(site.admin(), stub);
            flows.keep("token of the first start", site.server().adminToken());
            flows.run();
            var metrics = metrics(site.server());
            site.server().stop();

            var found = new SoftAssertions();
            nowhere(
                    found,
                    flows,
                    "the server's output",
                    Files.readAllBytes(site.server().output()));
            found.assertThat(flows.personal.foundIn(Files.readAllBytes(site.server().output())))
                    .as("personal text in the server's output")
                    .isEmpty();
            nowhere(found, flows, "the metrics", metrics.getBytes(UTF_8));
            found.assertThat(flows.personal.foundIn(metrics))
                    .as("personal text in the metrics")
                    .isEmpty();
            inAnswers(found, flows, site.admin().answers());
            inFiles(found, flows, site.server().data());
            inDatabase(found, flows, dump.get());
            found.assertAll();
        }
    }

    private static void nowhere(
            SoftAssertions found, SecretFlows flows, String place, byte[] bytes) {
        found.assertThat(flows.kept.foundIn(bytes)).as("secrets in " + place).isEmpty();
        found.assertThat(flows.oneTime.foundIn(bytes)).as("one-time secrets in " + place).isEmpty();
    }

    /** Two routes are there to give a secret: to those who may have it, and that once. */
    private static void inAnswers(SoftAssertions found, SecretFlows flows, List<Answer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() >= 400).hasSizeGreaterThan(8);
        for (var answer : answers) {
            var gives =
                    answer.status() < 300
                            && (answer.call().contains("/credentials")
                                    || answer.call().equals("POST /v1/keys"));
            if (!gives) {
                found.assertThat(flows.kept.foundIn(answer.body() + answer.headers()))
                        .as("secrets in the answer to %s: %s", answer.call(), answer.body())
                        .isEmpty();
            }
        }
    }

    private static void inFiles(SoftAssertions found, SecretFlows flows, Path data)
            throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (!name.equals("admin-token")) {
                    nowhere(found, flows, name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static void inDatabase(SoftAssertions found, SecretFlows flows, Dump dump) {
        assertThat(dump.collections().get("vault")).as("the vault").isNotEmpty();
        assertThat(flows.open.foundIn(dump.collections().get("log")))
                .as("what is no secret is found in the log")
                .isNotEmpty();
        dump.collections()
                .forEach((collection, bytes) -> {
                    nowhere(found, flows, collection, bytes);
                    if (LOGS.contains(collection)) {
                        found.assertThat(flows.personal.foundIn(bytes))
                                .as("personal text in " + collection)
                                .isEmpty();
                    }
                });
    }

    private static String metrics(ServerProcess server) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.managementUrl("/metrics")).build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("http_server_requests");
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
