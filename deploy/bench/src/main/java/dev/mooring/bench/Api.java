package dev.mooring.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The administrator's key, used for many users, each of whom has one connection. Thread-safe. */
final class Api implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A connection and whose it is. */
    record Owned(String user, String id) {

        private String path() {
            return "/v1/connections/" + id;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final String key;

    Api(Server server) throws IOException {
        this.server = server;
        this.key = server.adminToken();
    }

    /** The empty endpoint. */
    void live() throws Exception {
        send(null, "GET", "/livez", null);
    }

    void rename(Owned connection, String name) throws Exception {
        send(connection.user, "PATCH", connection.path(), Map.of("name", name));
    }

    /** The connection's details as they are, or as they were at an instant. */
    void details(Owned connection, @Nullable Instant at) throws Exception {
        send(connection.user, "GET", connection.path() + (at == null ? "" : "?at=" + at), null);
    }

    /** All of the user's connections, likewise. */
    void list(Owned connection, @Nullable Instant at) throws Exception {
        send(connection.user, "GET", "/v1/connections" + (at == null ? "" : "?at=" + at), null);
    }

    void credentials(Owned connection) throws Exception {
        send(connection.user, "GET", connection.path() + "/credentials", null);
    }

    /** Publishes a service that takes an API key. */
    void publishService(String linkName) throws Exception {
        var service =
                Map.of(
                        "name",
                        "Acme",
                        "linkName",
                        linkName,
                        "description",
                        "",
                        "category",
                        "crm",
                        "auth",
                        Map.of(
                                "type",
                                "api_key",
                                "keys",
                                List.of(
                                        Map.of(
                                                "name",
                                                "X-Api-Key",
                                                "label",
                                                "Key",
                                                "in",
                                                "header"))),
                        "scopes",
                        List.of(),
                        "api",
                        Map.of("baseUrls", List.of("https://api.acme.example/v1")));
        var id = send(null, "POST", "/v1/services", service).path("id").asString();
        send(null, "POST", "/v1/services/" + id + "/publish", Map.of());
    }

    /** Creates a connection and authorizes it. */
    Owned connect(String user, String service) throws Exception {
        var name = "Connection of " + user;
        // Named by the caller: names that the server chooses are one after the other.
        var request = Map.of("service", service, "name", name, "linkName", service + "_" + user);
        var created = send(user, "POST", "/v1/connections", request);
        var connection = new Owned(user, created.path("id").asString());
        var credential = Map.of("keys", Map.of("X-Api-Key", "key of " + user));
        send(
                user,
                "POST",
                connection.path() + "/authorize",
                Map.of("accountName", "Account of " + user, "credential", credential));
        return connection;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode send(@Nullable String user, String method, String path, @Nullable Object body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(server.url(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Mooring-User", user == null ? "admin" : user)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
