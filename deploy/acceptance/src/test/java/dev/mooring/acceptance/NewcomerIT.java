package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first of the README's two commands, typed by someone who has just cloned. */
class NewcomerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private final int sandboxPort = Ports.free();
    private final int managementPort = Ports.free();
    private final Path folder = Packaged.folder("newcomer-" + port);

    @BeforeEach
    void aFolderOfTheirOwn() throws IOException {
        Files.createDirectories(folder);
    }

    @Test
    void oneCommandGivesAServerToUseAndWhatWasDoneWithItLasts() throws Exception {
        String connection;
        try (var run = run()) {
            assertThat(run.awaitReady())
                    .contains("/docs/", "http://localhost:" + sandboxPort, "kek");
            assertThat(shell(run.suggestion())).contains("\"Sandbox\"");
            connection = Attempts.create(client(), "sandbox", "contacts.read");
            Attempts.authorizeAtSandbox(client(), connection, "ada", "Ada at work");
            assertThat(contacts(connection)).contains("Charles");
            run.interrupt();
        }
        nobodyListens();
        try (var run = run()) {
            run.awaitReady();
            Attempts.isConnected(client(), connection);
            assertThat(
                            client().get("/v1/connections/" + connection)
                                    .text("/authorization/accountName"))
                    .isEqualTo("Ada at work");
            run.interrupt();
        }
        nobodyListens();
    }

    @Test
    void aRunThatIsKilledLeavesNothingInTheWayOfTheNext() throws Exception {
        String connection;
        try (var run = run()) {
            run.awaitReady();
            connection = Attempts.create(client(), "sandbox", "contacts.read");
            run.kill();
        }
        // At once: nobody waits for what the killed one started.
        try (var run = run()) {
            run.awaitReady();
            assertThat(client().get("/v1/connections/" + connection).expect(200).text("/status"))
                    .isEqualTo("created");
            run.interrupt();
        }
        nobodyListens();
    }

    @Test
    void aPortThatIsTakenIsSaidWithTheRemedy() throws Exception {
        try (var taken = new ServerSocket(sandboxPort, 1, InetAddress.ofLiteral("127.0.0.1"));
                var run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.output())
                    .contains(
                            "port %d is taken".formatted(taken.getLocalPort()),
                            "--mooring.sandbox.port=")
                    .doesNotContain("Exception");
        }
    }

    private ApiClient client() throws IOException {
        var token = Files.readString(folder.resolve("data").resolve("admin-token")).strip();
        return ApiClient.of(URI.create("http://127.0.0.1:" + port), token).as("newcomer");
    }

    private List<String> contacts(String connection) throws IOException {
        var headers =
                client().get("/v1/connections/" + connection + "/credentials")
                        .expect(200)
                        .json()
                        .path("headers");
        return new ServiceApi(URI.create("http://localhost:" + sandboxPort + "/api/contacts"))
                .names(headers);
    }

    private void nobodyListens() {
        Awaitility.await().atMost(PATIENCE).until(() -> !isOpen(port) && !isOpen(sandboxPort));
    }

    private static boolean isOpen(int port) {
        try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String shell(String line) throws Exception {
        var process = new ProcessBuilder("bash", "-c", line).directory(folder.toFile()).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(line).isZero();
        return output;
    }

    private Run run() throws IOException {
        var output = folder.resolve("run-%d.log".formatted(System.nanoTime()));
        var command =
                List.of(
                        Packaged.root().resolve("deploy/run").toString(),
                        "--server.port=" + port,
                        "--mooring.sandbox.port=" + sandboxPort,
                        "--mooring.management.port=" + managementPort);
        return new Run(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** The command while it runs. */
    private record Run(Process process, Path log) implements AutoCloseable {

        private static final String LAST_LINE = "Stop     Ctrl-C";

        String awaitReady() {
            Awaitility.await(log.toString())
                    .atMost(PATIENCE)
                    .until(() -> output().contains(LAST_LINE) || !process.isAlive());
            assertThat(process.isAlive()).as(output()).isTrue();
            assertThat(output()).doesNotContain("Building");
            return output();
        }

        /** The command line that it says to try. */
        String suggestion() {
            return output().lines()
                    .filter(line -> line.startsWith("Try "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("Try +curl", "curl --silent --show-error --fail");
        }

        /** As a terminal does where Ctrl-C is typed, to the one that it knows. */
        void interrupt() throws Exception {
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
            awaitEnd();
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        int awaitEnd() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(output())
                    .isTrue();
            return process.exitValue();
        }

        String output() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
