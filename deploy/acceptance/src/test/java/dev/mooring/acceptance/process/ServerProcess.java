package dev.mooring.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One node of the packaged server, in the development profile, on ports and in a folder of its own.
 * Killed or stopped, it can be started again: on the same ports and what it had kept.
 */
public final class ServerProcess implements AutoCloseable {

    private final int port;
    private final int managementPort;
    private final Path folder;
    private final JavaProcess process;

    private ServerProcess(Settings settings) {
        port = settings.port;
        managementPort = Ports.free();
        folder = settings.folder;
        var properties = new TreeMap<>(settings.properties);
        properties.put("server.port", Integer.toString(port));
        properties.put("mooring.management.port", Integer.toString(managementPort));
        properties.put("mooring.data", data().toString());
        var arguments = new ArrayList<>(List.of("dev"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        process =
                new JavaProcess(
                        Packaged.server(),
                        arguments,
                        settings.environment,
                        folder.resolve("server.log"),
                        url("/readyz"));
    }

    /**
     * What a node is started with.
     *
     * @param folder where its data and its output go
     */
    public static Settings in(Path folder) {
        return new Settings(folder);
    }

    /** Collects what a node is started with. */
    public static final class Settings {

        private final Path folder;
        private final int port = Ports.free();
        private final Map<String, String> properties = new HashMap<>();
        private final Map<String, String> environment = new HashMap<>();

        private Settings(Path folder) {
            this.folder = folder;
        }

        public Settings with(String property, String value) {
            properties.put(property, value);
            return this;
        }

        /** Like {@link #with}, and shown in no list of processes. */
        public Settings withSecret(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Settings beside(SandboxProcess sandbox) {
            return with("mooring.sandbox.port", Integer.toString(sandbox.port()));
        }

        /** Launches the node; {@link ServerProcess#awaitReady} waits. */
        public ServerProcess launch() {
            var server = new ServerProcess(this);
            server.process.launch();
            return server;
        }
    }

    public ServerProcess awaitReady() {
        process.awaitReady();
        return this;
    }

    /** Its process's id, while it runs. */
    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}, at whatever it was doing. */
    public void kill() {
        process.kill();
    }

    /** {@code kill -STOP}, until {@link #resume}. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** In good order. */
    public void stop() {
        process.stop();
    }

    /** After {@link #kill} or {@link #stop}; returns once it is ready again. */
    public void startAgain() {
        process.start();
    }

    /** An address at this node. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** An address at its management port. */
    public URI managementUrl(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** Everything it has printed since it was first started. */
    public Path output() {
        return folder.resolve("server.log");
    }

    /** The key of the first start: in development it may do everything. */
    public String adminToken() {
        try {
            return Files.readString(data().resolve("admin-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
