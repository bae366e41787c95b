package dev.mooring.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The administrator's key, used for one user. Thread-safe. */
final class Api implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        send("GET", "/livez", null);
    }

    void rename(String connection, String name) throws Exception {
        send("PATCH", "/v1/connections/" + connection, Map.of("name", name));
    }

    void credentials(String connection) throws Exception {
        send("GET", "/v1/connections/" + connection + "/credentials", null);
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
        var id = send("POST", "/v1/services", service).path("id").asString();
        send("POST", "/v1/services/" + id + "/publish", Map.of());
    }

    /** Creates a connection and authorizes it; its id. */
    String connect(String service, String name) throws Exception {
        var created = send("POST", "/v1/connections", Map.of("service", service, "name", name));
        var id = created.path("id").asString();
        send(
                "POST",
                "/v1/connections/" + id + "/authorize",
                Map.of(
                        "accountName",
                        "Account of " + name,
                        "credential",
                        Map.of("keys", Map.of("X-Api-Key", "key of " + name))));
        return id;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode send(String method, String path, @Nullable Object body) throws Exception {
        var request =
                HttpRequest.newBuilder(server.url(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Mooring-User", "bench")
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
