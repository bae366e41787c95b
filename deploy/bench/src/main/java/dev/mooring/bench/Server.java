package dev.mooring.bench;

import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged server as a process. */
final class Server implements AutoCloseable {

    /** What {@code deploy/run} adds, for a quick start and little memory. */
    static final List<String> AS_DEPLOY_RUN =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final List<String> JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    private final Process process;
    private final int port;
    private final Path folder;
    private final Duration startUp;

    private Server(Process process, int port, Path folder, long started) throws Exception {
        this.process = process;
        this.port = port;
        this.folder = folder;
        awaitReady(started);
        this.startUp = Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @param folder where its data are, or will be
     * @param mongo its database; null for the embedded one
     * @param options more for its JVM
     */
    static Server start(Path jar, Path folder, @Nullable MongoFixture mongo, List<String> options)
            throws Exception {
        Files.createDirectories(folder);
        int port = freePort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "dev"));
        command.add("--server.port=" + port);
        command.add("--mooring.management.port=" + freePort());
        command.add("--mooring.data=" + folder.resolve("data"));
        if (mongo != null) {
            command.add("--mooring.mongodb.uri=" + mongo.connectionString());
            command.add("--mooring.mongodb.database=" + mongo.freshDatabaseName());
        }
        var started = System.nanoTime();
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        // A run that is interrupted leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Server(process, port, folder, started);
    }

    /** From the start of its JVM until it said that it was ready. */
    Duration startUp() {
        return startUp;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String adminToken() throws IOException {
        return Files.readString(folder.resolve("data").resolve("admin-token")).strip();
    }

    /** What it holds of the machine's memory, in MB. */
    long residentMegabytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** In good order. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private void awaitReady(long started) throws Exception {
        var request = HttpRequest.newBuilder(url("/readyz")).timeout(Duration.ofSeconds(5)).build();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, request)) {
                if (!process.isAlive() || System.nanoTime() - started > PATIENCE) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "the server is not ready: " + folder.resolve("server.log"));
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request)
            throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
