package dev.mooring.acceptance.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The one address of several nodes: each request goes to the next node, whoever sent it. */
public final class Alternating implements AutoCloseable {

    /**
     * Of one connection, not of the message (RFC 9110 section 7.6.1), or set anew by the client.
     */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "expect");

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile List<URI> nodes = List.of();

    private Alternating(HttpServer server) {
        this.server = server;
    }

    /** Listens; {@link #over} says where requests go. */
    public static Alternating listen() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var alternating = new Alternating(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", alternating::handOn);
            server.start();
            return alternating;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on requests go to these nodes in turn. */
    public void over(URI... all) {
        nodes = List.of(all);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests were handed on so far. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            var turn = nodes.get(Math.floorMod(requests.getAndIncrement(), nodes.size()));
            var response = http.send(request(exchange, turn), BodyHandlers.ofByteArray());
            answer(exchange, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest request(HttpExchange exchange, URI node) throws IOException {
        var asked = exchange.getRequestURI();
        var request =
                HttpRequest.newBuilder(URI.create(node + asked.toString()))
                        .method(
                                exchange.getRequestMethod(),
                                BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (isOfTheMessage(name)) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
            throws IOException {
        response.headers()
                .map()
                .forEach((name, values) -> {
                    if (isOfTheMessage(name)) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
        var body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static boolean isOfTheMessage(String header) {
        return OF_THE_CONNECTION.stream().noneMatch(header::equalsIgnoreCase);
    }
}
