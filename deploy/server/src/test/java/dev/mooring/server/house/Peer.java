package dev.mooring.server.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service on this machine that answers what a test has it answer, right or wrong, and remembers
 * what it was asked. What nobody told it is 404. Thread-safe.
 */
public final class Peer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer http;
    private final Map<String, Function<Call, Reply>> replies = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private Peer(HttpServer http) {
        this.http = http;
    }

    /** What it was asked. */
    public record Call(String method, URI uri, String authorization, String body) {

        /** The form's parameters. */
        public Map<String, String> form() {
            return Browser.parameters(URI.create("http://form/?" + body));
        }
    }

    /** What it answers. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public static Reply json(Object value) {
            return json(200, value);
        }

        public static Reply json(int status, Object value) {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json"),
                    JSON.writeValueAsString(value));
        }

        public static Reply redirect(URI to) {
            return new Reply(307, Map.of("Location", to.toString()), "");
        }
    }

    public static Peer start() {
        try {
            var http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var peer = new Peer(http);
            http.createContext("/", peer::answer);
            http.start();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    /** Has it answer at a path from now on. */
    public Peer on(String path, Reply reply) {
        return on(path, call -> reply);
    }

    /** Has it answer at a path from now on, as the call has it. */
    public Peer on(String path, Function<Call, Reply> reply) {
        replies.put(path, reply);
        return this;
    }

    /** Has it give tokens, with these members besides. */
    public Peer givesTokens(Map<String, ?> more) {
        var tokens = new HashMap<String, Object>(more);
        tokens.putIfAbsent("access_token", "access-" + System.nanoTime());
        tokens.putIfAbsent("token_type", "Bearer");
        tokens.putIfAbsent("expires_in", 3600);
        return on("/token", Reply.json(tokens));
    }

    /** All calls to a path, in their order. */
    public List<Call> calls(String path) {
        return calls.stream().filter(call -> call.uri().getPath().equals(path)).toList();
    }

    /** All calls. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /**
     * It as a service that is posted, with a client of its own and one scope.
     *
     * @param auth members that are added or replaced; an empty text takes one away
     */
    public Map<String, Object> posted(String name, Map<String, ?> auth) {
        var all = new HashMap<String, Object>();
        all.put("type", "oauth2_authorization_code");
        all.put("authorizeUrl", url("/authorize").toString());
        all.put("tokenUrl", url("/token").toString());
        all.put("clientId", "our-client");
        all.put("clientSecret", "our-secret");
        all.putAll(auth);
        all.values().removeIf(""::equals);
        return new HashMap<>(
                Map.of(
                        "name",
                        name,
                        "auth",
                        all,
                        "scopes",
                        List.of(
                                Map.of("name", "read", "access", List.of("read")),
                                Map.of("name", "openid", "access", List.of("read")))));
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            var call =
                    new Call(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            authorization == null ? "" : authorization,
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            calls.add(call);
            var reply =
                    replies.getOrDefault(
                                    call.uri().getPath(), other -> new Reply(404, Map.of(), ""))
                            .apply(call);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
