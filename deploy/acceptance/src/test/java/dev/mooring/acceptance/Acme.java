package dev.mooring.acceptance;

import dev.mooring.acceptance.http.ApiClient;
import java.util.List;
import java.util.Map;

/** A service with an API key, and connections to it that are authorized at once. */
final class Acme {

    private Acme() {}

    static void publish(ApiClient admin) {
        Attempts.publish(
                admin,
                Map.of(
                        "name",
                        "Acme",
                        "linkName",
                        "acme",
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
                                                "API key",
                                                "in",
                                                "header"))),
                        "scopes",
                        List.of(),
                        "api",
                        Map.of("baseUrls", List.of("https://api.acme.example/v1"))));
    }

    /** Connects with this key, and returns the connection's id. */
    static String connect(ApiClient api, String key) {
        var connection =
                api.post("/v1/connections", Map.of("service", "acme", "name", "Acme"))
                        .expect(201)
                        .text("/id");
        api.post(
                        "/v1/connections/" + connection + "/authorize",
                        Map.of(
                                "accountName",
                                "Sales",
                                "credential",
                                Map.of("keys", Map.of("X-Api-Key", key))))
                .expect(200);
        return connection;
    }
}
