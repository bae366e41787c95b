package dev.mooring.acceptance.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sandbox as a process of its own: it outlives the servers that tests kill. */
public final class SandboxProcess implements AutoCloseable {

    private final int port = Ports.free();
    private final JavaProcess process;

    private SandboxProcess(Path folder, Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of("--mooring.sandbox.port=" + port));
        settings.forEach((name, value) -> arguments.add("--mooring.sandbox." + name + "=" + value));
        process =
                new JavaProcess(
                        Packaged.sandbox(),
                        arguments,
                        Map.of(),
                        folder.resolve("sandbox.log"),
                        url("/service.json"));
    }

    /** Launches it; {@link #awaitReady} waits. */
    public static SandboxProcess launch(Path folder, Map<String, String> settings) {
        var sandbox = new SandboxProcess(folder, settings);
        sandbox.process.launch();
        return sandbox;
    }

    public SandboxProcess awaitReady() {
        process.awaitReady();
        return this;
    }

    public int port() {
        return port;
    }

    /** An address of it, such as {@code url("/api/contacts")}. */
    public URI url(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
