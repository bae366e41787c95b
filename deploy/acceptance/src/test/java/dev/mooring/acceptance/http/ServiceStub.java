package dev.mooring.acceptance.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The token and revocation endpoint of a service that answers as a test wants, and remembers what
 * it was sent. Its authorization endpoint is visited by real browsers alone, and consents at once
 * behind a redirect to another origin of its own, as regional hosts and companies' sign-ins are;
 * else the test itself answers ({@link #callback}). Thread-safe.
 */
public final class ServiceStub implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<TokenRequest> tokenRequests = new CopyOnWriteArrayList<>();
    private volatile Reply reply = Reply.json(200, Map.of());

    /**
     * A request to the token endpoint (RFC 6749 section 3.2).
     *
     * @param authorization the header, or an empty text
     */
    public record TokenRequest(String authorization, Map<String, String> form) {}

    /** What the token endpoint answers. */
    public record Reply(int status, String contentType, String body) {

        public static Reply json(int status, Map<String, ?> body) {
            return new Reply(status, "application/json", JSON.writeValueAsString(body));
        }
    }

    private ServiceStub(HttpServer server) {
        this.server = server;
    }

    public static ServiceStub start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var stub = new ServiceStub(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/authorize", stub::authorize);
            server.createContext("/consent", stub::consent);
            server.createContext("/token", stub::token);
            server.createContext(
                    "/revoke", exchange -> answer(exchange, Reply.json(200, Map.of())));
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** From now on the token endpoint answers this. */
    public void replies(Reply next) {
        reply = next;
    }

    /** From now on the token endpoint gives these. */
    public void gives(String accessToken, String refreshToken, int seconds) {
        replies(
                Reply.json(
                        200,
                        Map.of(
                                "access_token", accessToken,
                                "refresh_token", refreshToken,
                                "token_type", "Bearer",
                                "expires_in", seconds)));
    }

    /** What the token endpoint was sent, in order. */
    public List<TokenRequest> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    /** This service as it is posted to Mooring. */
    public Map<String, Object> posted(String linkName, String clientSecret) {
        return posted(linkName, clientSecret, url("/token").toString());
    }

    /** The same with another token endpoint. */
    public Map<String, Object> posted(String linkName, String clientSecret, String tokenUrl) {
        return Map.of(
                "name",
                "Stub " + linkName,
                "linkName",
                linkName,
                "description",
                "",
                "category",
                "crm",
                "auth",
                Map.of(
                        "type",
                        "oauth2_authorization_code",
                        "authorizeUrl",
                        url("/authorize").toString(),
                        "tokenUrl",
                        tokenUrl,
                        "revokeUrl",
                        url("/revoke").toString(),
                        "clientId",
                        "client-of-" + linkName,
                        "clientSecret",
                        clientSecret,
                        "clientAuthentication",
                        "basic",
                        "pkce",
                        "S256",
                        "rotation",
                        "none",
                        "scopeSeparator",
                        " "),
                "scopes",
                List.of(
                        Map.of(
                                "name", "things.read",
                                "description", "Read things",
                                "access", List.of("read"))),
                "api",
                Map.of("baseUrls", List.of(url("/api").toString())));
    }

    /**
     * Where this service would send the browser after an authorization request (RFC 6749 section
     * 4.1.2).
     *
     * @param answer parameters, {@code state} not among them
     */
    public static URI callback(URI authorizationRequest, Map<String, String> answer) {
        var asked = parameters(authorizationRequest.getRawQuery());
        var all = new HashMap<>(answer);
        all.putIfAbsent("state", asked.get("state"));
        return URI.create(asked.get("redirect_uri") + "?" + encoded(all));
    }

    /** The decoded parameters of a query or a form. */
    public static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        Collectors.toMap(
                                pair -> URLDecoder.decode(pair[0], UTF_8),
                                pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var port = server.getAddress().getPort();
        var query = exchange.getRequestURI().getRawQuery();
        redirect(exchange, "http://localhost:%d/consent?%s".formatted(port, query));
    }

    private void consent(HttpExchange exchange) throws IOException {
        redirect(
                exchange,
                callback(exchange.getRequestURI(), Map.of("code", "consented")).toString());
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        tokenRequests.add(
                new TokenRequest(authorization == null ? "" : authorization, parameters(form)));
        answer(exchange, reply);
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        try (exchange) {
            var body = reply.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
