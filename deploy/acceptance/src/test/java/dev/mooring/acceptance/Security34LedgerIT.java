package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.MooringCommand;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Security 34: what ended after a backup was taken does not come back with its restore. */
class Security34LedgerIT {

    private static final String USER = "someone@workspace.example";

    private final Path folder = Packaged.folder("ledger");

    @Test
    void whatWasRevokedAfterTheBackupIsRevokedAfterItsRestore() throws IOException {
        var backup = folder.resolve("taken").toString();
        Path ledger;
        String kept;
        String revoked;
        String deleted;
        String oldKey;
        try (var server = ServerProcess.in(folder.resolve("old")).launch()) {
            server.awaitReady();
            ledger = server.data().resolve("ledger");
            var api = ApiClient.of(server.url(""), server.adminToken()).as(USER);
            Acme.publish(api);
            kept = Acme.connect(api, "the-key");
            revoked = Acme.connect(api, "the-key");
            deleted = Acme.connect(api, "the-key");
            var key =
                    api.post("/v1/keys", Map.of("name", "CI", "scopes", List.of("keys:admin")))
                            .expect(201);
            oldKey = key.text("/key");
            succeeds("backup", backup, "--data", server.data().toString());

            api.post("/v1/connections/" + revoked + "/revoke", Map.of()).expect(200);
            api.delete("/v1/connections/" + deleted).expect(204);
            api.delete("/v1/keys/" + key.text("/id")).expect(204);
            Awaitility.await("the ledger")
                    .until(() -> Files.exists(ledger) && Files.readAllLines(ledger).size() == 4);
        }
        assertThat(Files.readString(ledger)).doesNotContain(USER, "the-key");

        var data = folder.resolve("new/data").toString();
        assertThat(succeeds("restore", backup, "--data", data, "--ledger", ledger.toString()))
                .contains(
                        "Authorizations in effect: 1",
                        "they end again when",
                        "authorization.revoked")
                .doesNotContain("NO LEDGER");
        assertThat(Files.readAllLines(Path.of(data, "ledger")))
                .containsExactlyElementsOf(Files.readAllLines(ledger));
        succeeds("keys", "confirm", "--all", "--data", data);

        try (var server = ServerProcess.in(folder.resolve("new")).launch()) {
            server.awaitReady();
            var api = ApiClient.of(server.url(""), server.adminToken()).as(USER);

            credentials(api, kept).expect(200);
            credentials(api, revoked).expectProblem(409, "connection.not_authorized");
            assertThat(credentials(api, deleted).status()).isGreaterThanOrEqualTo(400);
            api.withKey(oldKey)
                    .get("/v1/applications")
                    .expectProblem(401, "authentication.required");
            Awaitility.await("the new log's ends in the new ledger")
                    .until(() -> Files.readAllLines(server.data().resolve("ledger")).size() == 7);
        }
        assertThat(succeeds("restore", backup, "--data", folder.resolve("without").toString()))
                .contains("NO LEDGER WAS GIVEN");
    }

    private static Answer credentials(ApiClient api, String connection) {
        return api.get("/v1/connections/" + connection + "/credentials");
    }

    private static String succeeds(String... arguments) {
        var command = MooringCommand.run(arguments);
        assertThat(command.status()).as(command.output()).isZero();
        return command.output();
    }
}
