package dev.mooring.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.SharedHouse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 12: no secret is led to another place than the one that it was given for. */
@ExtendWith(SharedHouse.class)
class Security12SecretsTest {

    private static final List<String> READ = List.of("read");

    @Test
    void security_12_everyPlaceThatReceivesSecretsAsksForTheSecretAgain(House house) {
        try (var peer = Peer.start()) {
            var issuer = peer.url("").toString();
            var service =
                    AtPeer.publish(house.admin(), peer.posted("Guarded", Map.of("issuer", issuer)));
            for (var place :
                    List.of("tokenUrl", "refreshUrl", "revokeUrl", "userinfoUrl", "jwksUrl")) {
                house.admin()
                        .put(
                                "/v1/services/" + service,
                                peer.posted(
                                        "Guarded",
                                        Map.of(
                                                "issuer",
                                                issuer,
                                                "clientSecret",
                                                "",
                                                place,
                                                "https://elsewhere.example/x")))
                        .expectProblem(422, "client_secret.required");
            }
            var posted = peer.posted("Guarded", Map.of("issuer", issuer, "clientSecret", ""));
            posted.put("api", Map.of("baseUrls", List.of("https://elsewhere.example")));
            house.admin()
                    .put("/v1/services/" + service, posted)
                    .expectProblem(422, "client_secret.required");

            var harmless = peer.posted("Guarded", Map.of("issuer", issuer, "clientSecret", ""));
            harmless.put("description", "Nothing that receives a secret has changed");
            house.admin().put("/v1/services/" + service, harmless).expect(200);
        }
    }

    @Test
    void security_12_authorizationsStayOnTheirVersionUntilTheyAreReauthorized(House house) {
        try (var first = Peer.start().givesTokens(tokens("first"));
                var second = Peer.start().givesTokens(tokens("second"))) {
            var service = AtPeer.publish(house.admin(), first.posted("Moves", Map.of()));
            var client = house.as("moves");
            var attempt = AtPeer.begin(client, service, READ, Map.of());
            attempt.completesWith(Map.of("code", "c"));

            var moved = second.posted("Moves", Map.of("clientSecret", "another-secret"));
            house.admin().put("/v1/services/" + service, moved).expect(200);
            house.admin().post("/v1/services/" + service + "/publish", Map.of()).expect(200);

            attempt.credentials(given -> first.calls("/token").size() == 2);
            assertThat(second.calls()).isEmpty();

            attempt.again().completesWith(Map.of("code", "c"));
            attempt.credentials(given -> second.calls("/token").size() == 2);
            assertThat(first.calls("/token")).hasSize(2).allMatch(shows("our-secret"));
            assertThat(second.calls("/token")).hasSize(2).allMatch(shows("another-secret"));
        }
    }

    private static Predicate<Peer.Call> shows(String secret) {
        var basic = Base64.getEncoder().encodeToString(("our-client:" + secret).getBytes(UTF_8));
        return call -> call.authorization().equals("Basic " + basic);
    }

    private static Map<String, Object> tokens(String name) {
        return new HashMap<>(
                Map.of("access_token", name, "expires_in", 2, "refresh_token", "refresh-" + name));
    }
}
