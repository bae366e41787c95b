package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A database file that cannot grow: the system refuses to write beyond a size, set from outside, as
 * it does on a full disk. (A small disk cannot be mounted by everybody who runs the tests.)
 */
class Security33FullDiskIT {

    private static final int UNAVAILABLE = 503;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void aFullDiskIsAnswered503AndGoneThroughWithoutLosingWhatWasAcknowledged() throws Exception {
        var folder = Packaged.folder("full-disk");
        try (var server = ServerProcess.in(folder).launch()) {
            server.awaitReady();
            var api =
                    ApiClient.of(server.url(""), server.adminToken())
                            .as("someone@workspace.example");
            create(api);
            var file = server.data().resolve("db/mooring.mv");
            limit(server, Long.toString(Files.size(file) + (256 << 10)));

            Answer answer;
            do {
                answer = create(api);
                assertThat(answer.status()).as(answer.body()).isIn(201, UNAVAILABLE);
            } while (answer.status() != UNAVAILABLE);
            answer.expectProblem(UNAVAILABLE, "log.unavailable");

            limit(server, "unlimited");
            Awaitility.await("a write").until(() -> create(api).status() == 201);
            Awaitility.await("readiness").until(() -> api.get("/readyz").status() == 200);
            acknowledged.forEach(connection ->
                    api.get("/v1/connections/" + connection + "/history").expect(200));

            server.kill();
            server.startAgain();
            acknowledged.forEach(connection ->
                    api.get("/v1/connections/" + connection + "/history").expect(200));
        }
    }

    private Answer create(ApiClient api) {
        var answer =
                api.post(
                        "/v1/connections",
                        Map.of(
                                "service",
                                "sandbox",
                                "name",
                                "Books",
                                "scopes",
                                List.of("contacts.read")));
        if (answer.status() == 201) {
            acknowledged.add(answer.text("/id"));
        }
        return answer;
    }

    private static void limit(ServerProcess server, String bytes)
            throws IOException, InterruptedException {
        var prlimit =
                new ProcessBuilder(
                                "prlimit",
                                "--pid",
                                Long.toString(server.pid()),
                                "--fsize=" + bytes + ":")
                        .inheritIO()
                        .start();
        assertThat(prlimit.waitFor()).isZero();
    }
}
