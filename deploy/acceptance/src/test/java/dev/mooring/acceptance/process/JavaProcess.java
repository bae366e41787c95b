package dev.mooring.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A packaged application as a process of its own. Not thread-safe: one test handles it. */
final class JavaProcess implements AutoCloseable {

    /** Long for a busy machine with two cores; a process that ends instead is noticed at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * The shell becomes the application, so its process id is the one to kill, and leaves a watcher
     * at a pipe from this JVM. When the JVM goes, however it goes, the watcher kills the
     * application.
     */
    private static final String DIE_WITH_PARENT =
            "exec 3<&0 </dev/null; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec \"$@\" 3<&-";

    private static final List<String> JVM =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+AutoCreateSharedArchive",
                    "-Xlog:cds*=off",
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private final Path output;
    private final URI ready;
    private @Nullable Process process;

    /**
     * @param output where everything it prints is appended
     * @param ready answers 200 once it can be used
     */
    JavaProcess(
            Path jar,
            List<String> arguments,
            Map<String, String> environment,
            Path output,
            URI ready) {
        command.addAll(List.of("/bin/sh", "-c", DIE_WITH_PARENT, "sh", Packaged.java().toString()));
        command.addAll(JVM);
        // Written by the first of them that ends in good order; the others start the sooner.
        command.add("-XX:SharedArchiveFile=" + jar.resolveSibling("classes.jsa"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        this.environment = Map.copyOf(environment);
        this.output = output;
        this.ready = ready;
    }

    /** Starts it and returns once it answers. */
    void start() {
        launch();
        awaitReady();
    }

    /** Starts it and returns at once. */
    void launch() {
        try {
            Files.createDirectories(output.getParent());
            var builder =
                    new ProcessBuilder(command)
                            .directory(output.getParent().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        var started = running();
        try (var http = HttpClient.newHttpClient()) {
            Awaitility.await(ready.toString())
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> answers(http) || !started.isAlive());
        }
        if (!started.isAlive()) {
            throw new IllegalStateException(
                    "it ended with %d before it was ready; what it said stands in %s"
                            .formatted(started.exitValue(), output));
        }
    }

    long pid() {
        return running().pid();
    }

    /** {@code kill -9}. */
    void kill() {
        running().destroyForcibly().onExit().join();
        releaseWatcher();
    }

    /** SIGSTOP: it stands still in the middle of whatever it was doing. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    /** SIGTERM, as an operator stops it; returns once it has ended. */
    void stop() {
        // Not Process.destroy(), which closes the watcher's pipe too.
        running().toHandle().destroy();
        running().onExit().join();
        releaseWatcher();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it in good order, if nothing else has ended it. */
    @Override
    public void close() {
        if (isAlive()) {
            stop();
        }
    }

    private boolean answers(HttpClient http) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private void signal(String name) {
        try {
            var sent =
                    new ProcessBuilder("kill", "-" + name, Long.toString(running().pid())).start();
            if (sent.waitFor() != 0) {
                throw new IllegalStateException("it could not be sent " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void releaseWatcher() {
        try {
            running().getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("it was never started");
        }
        return process;
    }
}
