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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ApplicationContextInitializer;
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
    private final AggregateReads reads;
    private final Path data;
    private final URI url;
    private final AtomicLong seen = new AtomicLong();

    private House(
            Sandbox sandbox,
            ConfigurableApplicationContext server,
            AggregateReads reads,
            Path data,
            URI url) {
        this.sandbox = sandbox;
        this.server = server;
        this.reads = reads;
        this.data = data;
        this.url = url;
    }

    /**
     * Starts one, and returns once it answers.
     *
     * @param settings such as {@code mooring.authorizing.window=PT1S}; they go before its own
     */
    public static House start(String... settings) {
        var sandbox = Sandbox.start(0);
        var reads = new AggregateReads();
        var data = temporaryFolder();
        var port = freePort();
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("server.port", port);
        arguments.put("mooring.management.port", freePort());
        arguments.put("mooring.data", data);
        arguments.put("mooring.sandbox.port", sandbox.issuer().getPort());
        arguments.put("mooring.authorizing.return-urls", RETURN_URL);
        arguments.put(
                "spring.autoconfigure.exclude",
                String.join(
                        ",",
                        NOT_OURS.stream()
                                .map(name -> "org.springframework.boot." + name)
                                .toList()));
        for (var setting : settings) {
            var equals = setting.indexOf('=');
            arguments.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try {
            var server =
                    new SpringApplicationBuilder(MooringApplication.class)
                            .profiles("dev")
                            .initializers(House::keepThreadsApart, watchedBy(reads))
                            .run(
                                    arguments.entrySet().stream()
                                            .map(it -> "--" + it.getKey() + "=" + it.getValue())
                                            .toArray(String[]::new));
            return new House(sandbox, server, reads, data, URI.create("http://127.0.0.1:" + port));
        } catch (RuntimeException e) {
            sandbox.close();
            delete(data);
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

    /** What the server reads from its log. */
    public AggregateReads reads() {
        return reads;
    }

    /** Whoever holds the key of the first start, for nobody in particular. */
    public Client admin() {
        return Client.of(url, read(data.resolve("admin-token")).strip(), seen);
    }

    /** The same for a user, by the workspace's own id. */
    public Client as(String user) {
        return admin().as(user);
    }

    @Override
    public void close() {
        server.close();
        sandbox.close();
        delete(data);
    }

    /** Netty's shared threads would end for every house with the first that closes. */
    private static void keepThreadsApart(ConfigurableApplicationContext context) {
        var own = new ReactorResourceFactory();
        own.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> own);
    }

    private static ApplicationContextInitializer<GenericApplicationContext> watchedBy(
            AggregateReads reads) {
        return context ->
                context.registerBean(
                        "aggregateReads",
                        MongoClientSettingsBuilderCustomizer.class,
                        () -> settings -> settings.addCommandListener(reads));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("mooring");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
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
