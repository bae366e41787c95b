package dev.mooring.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Scope;
import dev.mooring.services.Posted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        classes = AdministrationServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "mooring.development=true",
            "mooring.api.public-url=http://localhost:8080",
            "spring.main.web-application-type=reactive"
        })
class AdministrationTest {

    @TempDir static Path data;

    @Autowired private ReactiveWebServerApplicationContext application;

    private WebTestClient admin;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("mooring.data", () -> data);
    }

    @BeforeEach
    void signIn() throws IOException {
        admin = bearer(Files.readString(data.resolve("admin-token")).strip());
    }

    @Test
    void aServiceIsDraftedRevisedAndPublished() {
        var posted = service();
        var created =
                admin.post()
                        .uri("/v1/services")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(posted.json())
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .exists("Mooring-Position")
                        .expectHeader()
                        .valueEquals("ETag", "\"0\"")
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody();
        var id = created.get("id").asString();
        assertThat(created.get("version").asInt()).isEqualTo(1);
        assertThat(created.path("publishedVersion").isNumber()).isFalse();
        assertThat(created.get("redirectUri").asString())
                .startsWith("http://localhost:8080/callback/reg_");
        assertThat(created.toString()).doesNotContain("marked-secret");

        assertThat(
                        call(200, HttpMethod.POST, "/v1/services/" + id + "/publish", null)
                                .get("publishedVersion")
                                .asInt())
                .isEqualTo(1);
        var revised =
                call(
                        200,
                        HttpMethod.PUT,
                        "/v1/services/" + id,
                        posted.with("/description", "\"New\"").json());
        assertThat(revised.get("version").asInt()).isEqualTo(2);
        assertThat(revised.get("publishedVersion").asInt()).isEqualTo(1);
        assertThat(revised.get("description").asString()).isEqualTo("New");
    }

    @Test
    void everyRefusalOfServicesHasItsCode() {
        var posted = service();
        var id = call(201, HttpMethod.POST, "/v1/services", posted.json()).get("id").asString();
        var url = "/v1/services/" + id;

        assertRefused(409, "link_name.taken", HttpMethod.POST, "/v1/services", posted.json());
        assertRefused(
                409,
                "link_name.taken",
                HttpMethod.POST,
                "/v1/services",
                Posted.oauth2().with("/linkName", "\"mail\"").json());
        assertRefused(400, "request.invalid", HttpMethod.POST, "/v1/services", "{}");
        assertRefused(
                404, "service.unknown", HttpMethod.PUT, "/v1/services/svc_none", posted.json());
        assertRefused(
                404, "service.unknown", HttpMethod.POST, "/v1/services/svc_none/publish", null);
        assertRefused(
                409,
                "service.not_editable",
                HttpMethod.PUT,
                "/v1/services/svc_mail",
                posted.json());
        assertRefused(
                409,
                "service.not_editable",
                HttpMethod.POST,
                "/v1/services/svc_mail/publish",
                null);
        assertRefused(
                400, "request.invalid", HttpMethod.POST, "/v1/services/nothing!/publish", null);
        call(200, HttpMethod.POST, url + "/publish", null);
        assertRefused(409, "service.nothing_to_publish", HttpMethod.POST, url + "/publish", null);
        assertRefused(
                422,
                "client_secret.required",
                HttpMethod.PUT,
                url,
                posted.without("/auth/clientSecret")
                        .with("/auth/tokenUrl", "\"https://other.example/token\"")
                        .json());
        assertRefused(
                404,
                "service.unknown",
                HttpMethod.PUT,
                "/v1/services/svc_none/client",
                "{\"clientId\": \"c\", \"clientSecret\": \"s\"}");
        assertRefused(
                422,
                "client_secret.required",
                HttpMethod.PUT,
                url + "/client",
                "{\"clientId\": \"another\"}");
        assertRefused(
                400,
                "request.invalid",
                HttpMethod.PUT,
                url + "/client",
                "{\"clientSecret\": \"s\"}");
        assertRefused(
                400,
                "request.invalid",
                HttpMethod.PUT,
                "/v1/services/svc_mail/client",
                "{\"clientId\": \"c\"}");
    }

    @Test
    void aClientIsRegisteredAndItsRedirectUriAnswered() {
        var id = call(201, HttpMethod.POST, "/v1/services", service().json()).get("id").asString();

        var answer =
                call(
                        200,
                        HttpMethod.PUT,
                        "/v1/services/" + id + "/client",
                        "{\"clientId\": \"c\", \"clientSecret\": \"marked-secret\"}");

        assertThat(answer.get("redirectUri").asString())
                .startsWith("http://localhost:8080/callback/reg_");
        assertThat(answer.toString()).doesNotContain("marked-secret");
    }

    @Test
    void security28AWriteOnAnotherVersionIsRefused() {
        var id = call(201, HttpMethod.POST, "/v1/services", service().json()).get("id").asString();

        admin.post()
                .uri("/v1/services/" + id + "/publish")
                .header("If-Match", "\"7\"")
                .exchange()
                .expectStatus()
                .isEqualTo(412)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("precondition.failed");
    }

    @Test
    void security28ARepeatedDraftIsAnsweredAsTheFirstWas() {
        var posted = service().json();
        var first = repeatable("/v1/services", posted, "draft-" + UUID.randomUUID());

        assertThat(first.first()).isEqualTo(first.second());
    }

    @Test
    void anApplicationAndItsKeyAreMadeAndTheKeyWorksUntilItIsRevoked() {
        var application =
                call(201, HttpMethod.POST, "/v1/applications", "{\"name\": \"CRM\"}")
                        .get("id")
                        .asString();
        assertThat(application).startsWith("app_");
        var made =
                call(
                        201,
                        HttpMethod.POST,
                        "/v1/keys",
                        """
                        {"name": "CI", "scopes": ["services:admin"], "applicationId": "%s",
                         "actsFor": ["alice@example.com"], "expiresAt": "2999-01-01T00:00:00Z"}
                        """
                                .formatted(application));
        var key = bearer(made.get("key").asString());
        assertThat(status(key, "/v1/services", service().json())).isEqualTo(201);
        assertThat(status(key, "/v1/applications", "{\"name\": \"X\"}")).isEqualTo(403);

        var revoke = admin.delete().uri("/v1/keys/" + made.get("id").asString());
        revoke.exchange().expectStatus().isNoContent().expectHeader().exists("Mooring-Position");

        assertThat(status(key, "/v1/services", service().json())).isEqualTo(401);
    }

    @Test
    void everyRefusalOfApplicationsAndKeysHasItsCode() {
        assertRefused(400, "request.invalid", HttpMethod.POST, "/v1/applications", "{}");
        assertRefused(
                400,
                "request.invalid",
                HttpMethod.POST,
                "/v1/applications",
                "{\"name\": \"" + "x".repeat(51) + "\"}");
        for (var wrong :
                List.of(
                        "{\"scopes\": [\"keys:admin\"]}",
                        "{\"name\": \"CI\"}",
                        "{\"name\": \"CI\", \"scopes\": [\"everything\"]}",
                        "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"], \"applicationId\": \"con_1\"}",
                        "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"], \"actsFor\": []}",
                        "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"], \"actsFor\": [\"\"]}",
                        "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"}")) {
            assertRefused(400, "request.invalid", HttpMethod.POST, "/v1/keys", wrong);
        }
        assertRefused(
                404,
                "application.unknown",
                HttpMethod.POST,
                "/v1/keys",
                "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"], \"applicationId\": \"app_none\"}");
        assertRefused(404, "key.unknown", HttpMethod.DELETE, "/v1/keys/key_none", null);
    }

    @Test
    void security23AKeyGrantsOnlyScopesThatItHas() {
        var made =
                call(
                        201,
                        HttpMethod.POST,
                        "/v1/keys",
                        "{\"name\": \"CI\", \"scopes\": [\"keys:admin\", \"services:admin\"]}");
        var key = bearer(made.get("key").asString());

        key.post()
                .uri("/v1/keys")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\": \"CI\", \"scopes\": [\"services:admin\", \"tokens:read\"]}")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("key.scope_not_held")
                .jsonPath("$.detail")
                .value((String detail) -> assertThat(detail).contains("tokens:read"));
    }

    @Test
    void security23AnonymousCallersAndThoseWithoutTheScopeAreTurnedAway() {
        var scopes =
                Arrays.stream(Scope.values())
                        .map(Scope::text)
                        .filter(scope ->
                                !scope.equals("services:admin") && !scope.equals("keys:admin"))
                        .map(scope -> "\"" + scope + "\"")
                        .toList();
        var made =
                call(
                        201,
                        HttpMethod.POST,
                        "/v1/keys",
                        "{\"name\": \"CI\", \"scopes\": " + scopes + "}");
        var lesser = bearer(made.get("key").asString());
        var anyone = bearer("mooring_none_" + "x".repeat(43));

        for (var route :
                Map.of(
                                "/v1/services", HttpMethod.POST,
                                "/v1/services/svc_1", HttpMethod.PUT,
                                "/v1/services/svc_1/publish", HttpMethod.POST,
                                "/v1/services/svc_1/client", HttpMethod.PUT,
                                "/v1/applications", HttpMethod.POST,
                                "/v1/keys", HttpMethod.POST,
                                "/v1/keys/key_1", HttpMethod.DELETE)
                        .entrySet()) {
            assertThat(status(lesser, route.getValue(), route.getKey(), "{}")).isEqualTo(403);
            assertThat(status(anyone, route.getValue(), route.getKey(), "{}")).isEqualTo(401);
        }
    }

    @Test
    void aRepeatedRequestForAKeyIsAnsweredWithoutTheKey() {
        var body = "{\"name\": \"CI\", \"scopes\": [\"keys:admin\"]}";
        var twice = repeatable("/v1/keys", body, "key-" + UUID.randomUUID());

        assertThat(twice.first().get("key").isString()).isTrue();
        assertThat(twice.second().get("id")).isEqualTo(twice.first().get("id"));
        assertThat(twice.second().path("key").isString()).isFalse();
    }

    private record Twice(JsonNode first, JsonNode second) {}

    private Twice repeatable(String path, String body, String key) {
        var client = admin.mutate().defaultHeader("Idempotency-Key", key).build();
        return new Twice(
                call(client, 201, HttpMethod.POST, path, body),
                call(client, 201, HttpMethod.POST, path, body));
    }

    private static Posted service() {
        var name = "s" + UUID.randomUUID().toString().replace("-", "");
        return Posted.oauth2().with("/linkName", "\"" + name + "\"");
    }

    private void assertRefused(
            int status, String code, HttpMethod method, String path, String body) {
        var problem = call(status, method, path, body);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.toString()).doesNotContain("marked-secret");
    }

    private JsonNode call(int status, HttpMethod method, String path, String body) {
        return call(admin, status, method, path, body);
    }

    private static JsonNode call(
            WebTestClient client, int status, HttpMethod method, String path, String body) {
        var request = client.method(method).uri(path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        return request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static int status(WebTestClient client, String path, String body) {
        return status(client, HttpMethod.POST, path, body);
    }

    private static int status(WebTestClient client, HttpMethod method, String path, String body) {
        return client.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private WebTestClient bearer(String key) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + application.getWebServer().getPort())
                .defaultHeader("Authorization", "Bearer " + key)
                .build();
    }
}
