package dev.mooring.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;

/** A running sandbox inside this process, for tests and the development launcher. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final SandboxProperties properties;

    private Sandbox(ConfigurableApplicationContext context) {
        this.context = context;
        this.properties = context.getBean(SandboxProperties.class);
    }

    /**
     * Starts a sandbox and returns once it answers.
     *
     * @param port the port on 127.0.0.1, or 0 for any free one
     * @throws RuntimeException if the port is taken
     */
    public static Sandbox start(int port) {
        return start(port, Map.of());
    }

    /**
     * Starts a sandbox with settings of its own, such as {@code access-token-lifetime} to {@code
     * 2s}.
     *
     * @param port the port on 127.0.0.1, or 0 for any free one
     * @param settings names of {@link SandboxProperties}, without their prefix, to values
     * @throws RuntimeException if the port is taken or a setting cannot be read
     */
    public static Sandbox start(int port, Map<String, String> settings) {
        // The issuer holds the port and has to be known before the server listens.
        var all = new TreeMap<>(settings);
        all.put("port", Integer.toString(port == 0 ? freePort() : port));
        var arguments = new ArrayList<String>();
        // Above whatever is set for the application that this process is about.
        arguments.add("--spring.main.web-application-type=servlet");
        all.forEach((name, value) -> arguments.add("--mooring.sandbox." + name + "=" + value));
        return new Sandbox(SandboxApplication.builder().run(arguments.toArray(String[]::new)));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The issuer identifier; every address of the service starts with it. */
    public URI issuer() {
        return properties.issuer();
    }

    /** An address of the service, such as {@code url("/oauth2/token")}. */
    public URI url(String path) {
        return URI.create(properties.url(path));
    }

    /** The client identifier that is registered for Mooring. */
    public String clientId() {
        return properties.clientId();
    }

    /** That client's secret. */
    public String clientSecret() {
        return properties.clientSecret();
    }

    /** Stops it; every token and session is forgotten. */
    @Override
    public void close() {
        context.close();
    }
}
