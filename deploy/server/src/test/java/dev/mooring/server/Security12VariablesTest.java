package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.Peer.Reply;
import dev.mooring.server.house.SharedHouse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 12: a connection's parameter fills its place in a URL, and nothing around it. */
@ExtendWith(SharedHouse.class)
class Security12VariablesTest {

    private static final List<String> READ = List.of("read");

    @Test
    void security_12_eachConnectionGoesToItsOwnPlaceFromConsentToRevocation(House house) {
        try (var peer = Peer.start()) {
            for (var tenant : List.of("red", "blue")) {
                peer.on("/" + tenant + "/token", call -> tokens(tenant, call));
                peer.on("/" + tenant + "/revoke", new Reply(200, Map.of(), ""));
            }
            var service = AtPeer.publish(house.admin(), posted(peer, "Tenants"));
            var client = house.as("tenants");

            var red = AtPeer.begin(client, service, READ, Map.of("tenant", "red"));
            var blue = AtPeer.begin(client, service, READ, Map.of("tenant", "blue"));
            assertThat(red.request()).hasPath("/red/authorize");
            assertThat(blue.request()).hasPath("/blue/authorize");
            assertThat(Browser.parameters(red.request()).get("redirect_uri"))
                    .as("one redirect URI for each client registration")
                    .isEqualTo(Browser.parameters(blue.request()).get("redirect_uri"));
            red.completesWith(Map.of("code", "red-code"));
            blue.completesWith(Map.of("code", "blue-code"));

            assertThat(peer.calls("/red/token").getFirst().form())
                    .containsEntry("code", "red-code");
            assertThat(peer.calls("/blue/token").getFirst().form())
                    .containsEntry("code", "blue-code");
            for (var refresh = 2; refresh < 4; refresh++) {
                var expected = "Bearer red-" + refresh;
                red.credentials(given -> given.text("/headers/Authorization").equals(expected));
                assertThat(peer.calls("/red/token")).hasSize(refresh);
            }
            assertThat(peer.calls("/blue/token")).hasSize(1);

            // While another grant of the same client is in effect nothing is revoked (security 13).
            for (var one : List.of(red, blue)) {
                client.post("/v1/connections/" + one.connection() + "/revoke", Map.of())
                        .expect(200);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !peer.calls("/blue/revoke").isEmpty());
            assertThat(peer.calls("/blue/revoke").getFirst().form())
                    .containsEntry("token", "blue-1");
            assertThat(peer.calls()).noneMatch(call -> call.uri().getPath().contains("{"));
        }
    }

    @Test
    void security_12_anAuthorizationIsReusedForTheSameValueOnly(House house) {
        try (var peer = Peer.start()) {
            peer.on("/red/token", call -> tokens("red", call));
            var service = AtPeer.publish(house.admin(), posted(peer, "Reused"));
            var client = house.as("reuses");
            AtPeer.begin(client, service, READ, Map.of("tenant", "red"))
                    .completesWith(Map.of("code", "c"));

            for (var other : Map.of("red", 1, "blue", 0).entrySet()) {
                assertThat(
                                client.post(
                                                "/v1/reuse-lookup",
                                                Map.of(
                                                        "service",
                                                        service,
                                                        "scopes",
                                                        READ,
                                                        "parameters",
                                                        Map.of("tenant", other.getKey())))
                                        .expect(200)
                                        .json()
                                        .path("reusable"))
                        .as(other.getKey())
                        .hasSize(other.getValue());
            }
        }
    }

    @Test
    void security_12_aValueThatIsMoreThanItsPlaceIsRefusedAtCreate(House house) {
        try (var peer = Peer.start()) {
            var service = AtPeer.publish(house.admin(), posted(peer, "Hostile values"));
            for (var value :
                    List.of(
                            "a/b",
                            "..",
                            ".",
                            "a?b",
                            "a#b",
                            "a%2fb",
                            "a\\b",
                            "a b",
                            "a:b@c",
                            "{tenant}",
                            "a\r\nb",
                            "é",
                            "")) {
                house.as("hostile-value")
                        .post(
                                "/v1/connections",
                                Map.of(
                                        "service",
                                        service,
                                        "name",
                                        "X",
                                        "scopes",
                                        READ,
                                        "parameters",
                                        Map.of("tenant", value)))
                        .expectProblem(422, "parameter.invalid");
            }
            house.as("hostile-value")
                    .post(
                            "/v1/connections",
                            Map.of("service", service, "name", "X", "scopes", READ))
                    .expectProblem(422, "parameter.invalid");
        }
    }

    /** A backtracking matcher would not return within the age of the universe. */
    @Test
    @Timeout(60)
    void security_12_aPatternIsMatchedInLinearTime(House house) {
        try (var peer = Peer.start()) {
            var posted = posted(peer, "Slow pattern");
            posted.put(
                    "parameters",
                    List.of(Map.of("name", "tenant", "pattern", "(a+)+b", "required", true)));
            var service = AtPeer.publish(house.admin(), posted);
            house.as("slow-pattern")
                    .post(
                            "/v1/connections",
                            Map.of(
                                    "service",
                                    service,
                                    "name",
                                    "X",
                                    "scopes",
                                    READ,
                                    "parameters",
                                    Map.of("tenant", "a".repeat(99))))
                    .expectProblem(422, "parameter.invalid");
            posted.put(
                    "parameters",
                    List.of(Map.of("name", "tenant", "pattern", "(a)\\1", "required", true)));
            house.admin().post("/v1/services", posted).expectProblem(400, "request.invalid");
        }
    }

    @Test
    void security_12_aTemplateThatLeadsToAnybodysHostIsRefusedAtPost(House house) {
        try (var peer = Peer.start()) {
            for (var url :
                    List.of(
                            "https://{tenant}/token",
                            "https://{tenant}.com/token",
                            "https://{tenant}.co.uk/token",
                            "https://acme.{tenant}/token",
                            "{tenant}://acme.example/token",
                            "https://acme.example:{tenant}/token",
                            "https://{tenant}@acme.example/token",
                            "https://acme.example/token?t={tenant}",
                            "https://acme.example/x{tenant}/token",
                            "https://{other}.acme.example/token")) {
                for (var place : List.of("authorizeUrl", "tokenUrl", "refreshUrl", "revokeUrl")) {
                    var posted = posted(peer, "Bad template");
                    var auth = new HashMap<String, Object>((Map<String, ?>) posted.get("auth"));
                    auth.put(place, url);
                    posted.put("auth", auth);
                    assertThat(
                                    house.admin()
                                            .post("/v1/services", posted)
                                            .expectProblem(400, "request.invalid")
                                            .text("/errors/0/pointer"))
                            .as(url)
                            .isEqualTo("/auth/" + place);
                }
            }
        }
    }

    private static Map<String, Object> posted(Peer peer, String name) {
        var posted =
                peer.posted(
                        name,
                        Map.of(
                                "authorizeUrl", peer.url("") + "/{tenant}/authorize",
                                "tokenUrl", peer.url("") + "/{tenant}/token",
                                "revokeUrl", peer.url("") + "/{tenant}/revoke"));
        posted.put(
                "parameters",
                List.of(Map.of("name", "tenant", "pattern", "(?s).*", "required", true)));
        return posted;
    }

    /** Tokens that are due to be refreshed at once, by a refresh token that is good once. */
    private static Reply tokens(String tenant, Peer.Call call) {
        var last = call.form().getOrDefault("refresh_token", tenant + "-0");
        var next = tenant + "-" + (Integer.parseInt(last.replaceFirst(".*-", "")) + 1);
        return Reply.json(
                Map.of(
                        "access_token",
                        next,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        2,
                        "refresh_token",
                        next));
    }
}
