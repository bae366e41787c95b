package dev.mooring.server.house;

import dev.mooring.sandbox.Sandbox;
import dev.mooring.server.MooringApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A developer's installation: the server with its embedded database, and the sandbox, on ports of
 * their own. Thread-safe.
 */
public final class House implements AutoCloseable {

    /** Where browsers may be sent back to. */
    public static final String RETURN_URL = "http://127.0.0.1/back";

    /** The sandbox's servlet stack is on the tests' class path; nothing of it is the server's. */
    private static final List<String> NOT_OURS =
            List.of(
                    "mongodb.autoconfigure.MongoAutoConfiguration",
                    "mongodb.autoconfigure.MongoReactiveAutoConfiguration",
                    "tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration",
                    "tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration",
                    "security.autoconfigure.SecurityAutoConfiguration",
                    "security.autoconfigure.UserDetailsServiceAutoConfiguration",
                    "security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
                    "security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
                    "security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration");

    private final Sandbox sandbox;
    private final ConfigurableApplicationContext server;
    private final Path data;
    private final URI url;

    private House(Sandbox sandbox, ConfigurableApplicationContext server, Path data, URI url) {
        this.sandbox = sandbox;
        this.server = server;
        this.data = data;
        this.url = url;
    }

    /**
     * Starts one, and returns once it answers.
     *
     * @param settings such as {@code mooring.authorizing.window=PT1S}
     */
    public static House start(String... settings) {
        var sandbox = Sandbox.start(0);
        var data = temporaryFolder();
        var port = freePort();
        var arguments = new ArrayList<String>();
        arguments.add("--server.port=" + port);
        arguments.add("--mooring.management.port=" + freePort());
        arguments.add("--mooring.data=" + data);
        arguments.add("--mooring.sandbox.port=" + sandbox.issuer().getPort());
        arguments.add("--mooring.authorizing.return-urls=" + RETURN_URL);
        arguments.add(
                "--spring.autoconfigure.exclude="
                        + String.join(
                                ",",
                                NOT_OURS.stream()
                                        .map(name -> "org.springframework.boot." + name)
                                        .toList()));
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        try {
            var server =
                    new SpringApplicationBuilder(MooringApplication.class)
                            .profiles("dev")
                            .initializers(House::keepThreadsApart)
                            .run(arguments.toArray(String[]::new));
            return new House(sandbox, server, data, URI.create("http://127.0.0.1:" + port));
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    public URI url() {
        return url;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** What the server is made of. */
    public ConfigurableApplicationContext server() {
        return server;
    }

    /** Whoever holds the key of the first start, for nobody in particular. */
    public Client admin() {
        return Client.of(url, read(data.resolve("admin-token")).strip());
    }

    /** The same for a user, by the workspace's own id. */
    public Client as(String user) {
        return admin().as(user);
    }

    @Override
    public void close() {
        server.close();
        sandbox.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Netty's shared threads would end for every house with the first that closes. */
    private static void keepThreadsApart(ConfigurableApplicationContext context) {
        var own = new ReactorResourceFactory();
        own.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> own);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("mooring");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
