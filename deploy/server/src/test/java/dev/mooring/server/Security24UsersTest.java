package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Routes;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import dev.mooring.server.house.TokenIssuer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Security 24: for whom a call is made, by key and by a user's own token. */
@ExtendWith(SharedHouse.class)
class Security24UsersTest {

    private static final List<String> OF_USERS =
            List.of("connections:read", "connections:write", "connections:use", "tokens:read");

    @Test
    void aCallForAUsersThingsByAKeyThatNamesNobodyIsRefused(House house) {
        var nobody = key(house.admin(), Map.of());
        var connection = Steps.create(house.as("named"), "Hers");
        var checked = 0;
        for (var route : Routes.of(house.server())) {
            if (!route.path().matches("/v1/(connections|attempts|reuse-lookup).*")) {
                continue;
            }
            var path =
                    route.path()
                            .replace("{connection}", connection)
                            .replace("{attempt}", "att_1")
                            .replace("{application}", "app_1");
            nobody.send(route.method(), path, body(route)).expectProblem(400, "user.required");
            checked++;
        }
        assertThat(checked).isGreaterThan(15);
    }

    @Test
    void aKeyActsForItsUsersAndForNobodyElse(House house) {
        var limited = key(house.admin(), Map.of("actsFor", List.of("hers")));

        limited.as("hers").get("/v1/connections").expect(200);
        limited.as("his").get("/v1/connections").expectProblem(403, "user.forbidden");
    }

    @Test
    void usersIdsAreComparedByteForByte(House house) {
        var rene = house.as("Rene");
        var connection = Steps.create(rene, "His");

        rene.get("/v1/connections/" + connection).expect(200);
        for (var other : List.of("rene", "RENE", "Rene%20", "Rene.")) {
            house.as(other)
                    .get("/v1/connections/" + connection)
                    .expectProblem(404, "connection.unknown");
        }
        house.as("x".repeat(256)).get("/v1/connections").expectProblem(400, "request.invalid");
    }

    @Test
    void aTokenOfTheWorkspacesIssuerIsItsUser(House house) {
        try (var issuer = TokenIssuer.start()) {
            var admin = workspace(house);
            trust(admin, issuer);
            var byKey = Steps.create(admin.as("ada@home.example"), "By key");

            var ada = admin.withKey(issuer.token("ada@home.example"));
            var byToken = Steps.create(ada, "By token");

            assertThat(ada.get("/v1/connections").expect(200).json().path("items").valueStream())
                    .extracting(it -> it.path("id").asString())
                    .containsExactlyInAnyOrder(byKey, byToken);
            admin.as("ada@home.example").get("/v1/connections/" + byToken).expect(200);
            ada.as("ada@home.example").get("/v1/connections/" + byToken).expect(200);
            ada.as("bob@home.example")
                    .get("/v1/connections/" + byToken)
                    .expectProblem(403, "user.forbidden");
            admin.withKey(issuer.token("bob@home.example"))
                    .get("/v1/connections/" + byToken)
                    .expectProblem(404, "connection.unknown");
        }
    }

    @Test
    void aUsersTokenOpensNothingThatIsNotTheUsers(House house) {
        try (var issuer = TokenIssuer.start()) {
            var admin = workspace(house);
            trust(admin, issuer);
            var ada = admin.withKey(issuer.token("ada@home.example"));
            var connection = Steps.create(ada, "Hers");

            for (var path :
                    List.of(
                            "/v1/keys",
                            "/v1/workspace/issuer",
                            "/v1/connections/" + connection + "/credentials")) {
                ada.get(path).expectProblem(403, "scope.missing");
            }
            ada.post("/v1/workspaces", Map.of("name", "Mine")).expectProblem(403, "scope.missing");
        }
    }

    @Test
    void aTokenThatWasSignedByNobodyOfTheWorkspacesIsRefused(House house) {
        try (var issuer = TokenIssuer.start();
                var forger = TokenIssuer.start()) {
            var admin = workspace(house);
            trust(admin, issuer);

            var forged = admin.withKey(forger.as(issuer).token("ada@home.example"));
            forged.get("/v1/connections").expectProblem(401, "authentication.required");
            admin.withKey(forger.token("ada@home.example"))
                    .get("/v1/connections")
                    .expectProblem(401, "authentication.required");
        }
    }

    @Test
    void theIssuerIsReadAndReplacedAndRemoved(House house) {
        try (var issuer = TokenIssuer.start()) {
            var admin = workspace(house);
            admin.get("/v1/workspace/issuer").expectProblem(404, "issuer.unknown");

            trust(admin, issuer);

            var read = admin.get("/v1/workspace/issuer").expect(200);
            assertThat(read.text("/jwksUrl")).isEqualTo(issuer.jwksUrl());
            workspace(house)
                    .put("/v1/workspace/issuer", issuer.posted())
                    .expectProblem(409, "issuer.taken");
            var ada = admin.withKey(issuer.token("ada"));
            ada.get("/v1/connections").expect(200);
            admin.delete("/v1/workspace/issuer").expect(204);
            ada.get("/v1/connections").expectProblem(401, "authentication.required");
            admin.get("/v1/workspace/issuer").expectProblem(404, "issuer.unknown");
        }
    }

    @Test
    void algorithmsAndUrlsOfAnIssuerAreOfAClosedList(House house) {
        var admin = workspace(house);
        var good =
                Map.<String, Object>of(
                        "issuer", "https://id.example",
                        "audience", "mooring",
                        "algorithms", List.of("ES256"),
                        "jwksUrl", "https://id.example/jwks");
        for (var wrong :
                List.<Map<String, Object>>of(
                        Map.of("algorithms", List.of("none")),
                        Map.of("algorithms", List.of("HS256")),
                        Map.of("algorithms", List.of("RS256", "HS512")),
                        Map.of("algorithms", List.of()),
                        Map.of("issuer", "http://id.example"),
                        Map.of("issuer", "https://id.example?tenant=1"),
                        Map.of("jwksUrl", "ftp://id.example/jwks"),
                        Map.of("jwksUrl", "https://user:secret@id.example/jwks"),
                        Map.of("audience", ""))) {
            var posted = new HashMap<>(good);
            posted.putAll(wrong);
            admin.put("/v1/workspace/issuer", posted).expectProblem(400, "request.invalid");
        }
    }

    @Test
    void nobodyWidensHisReachByTrustingAnIssuer(House house) {
        var admin = workspace(house);
        var issuer =
                Map.of(
                        "issuer", "https://id.example",
                        "audience", "mooring",
                        "algorithms", List.of("ES256"),
                        "jwksUrl", "https://id.example/jwks");
        var scopes = List.of("keys:admin", "connections:read", "connections:write");

        key(admin, Map.of("scopes", scopes))
                .put("/v1/workspace/issuer", issuer)
                .expectProblem(403, "key.scope_not_held");
        var all = List.of("keys:admin", "connections:read", "connections:write", "connections:use");
        key(admin, Map.of("scopes", all, "actsFor", List.of("ada")))
                .put("/v1/workspace/issuer", issuer)
                .expectProblem(403, "user.forbidden");
    }

    @Test
    void anIssuerThatDoesNotAnswerIsSaidToBeUnavailable(House house) {
        var admin = workspace(house);
        TokenIssuer gone;
        try (var issuer = TokenIssuer.start()) {
            trust(admin, issuer);
            gone = issuer;
        }
        admin.withKey(gone.token("ada"))
                .get("/v1/connections")
                .expectProblem(503, "issuer.unavailable");
    }

    private static void trust(Client admin, TokenIssuer issuer) {
        admin.put("/v1/workspace/issuer", issuer.posted()).expect(200);
    }

    private static Client workspace(House house) {
        return house.admin()
                .withKey(
                        house.admin()
                                .post("/v1/workspaces", Map.of("name", "Home"))
                                .expect(201)
                                .text("/key/key"));
    }

    private static Client key(Client admin, Map<String, ?> more) {
        var key = new HashMap<String, Object>(Map.of("name", "Some", "scopes", OF_USERS));
        key.putAll(more);
        return admin.withKey(admin.post("/v1/keys", key).expect(201).text("/key"));
    }

    private static Object body(Routes.Route route) {
        var last = route.path().substring(route.path().lastIndexOf('/') + 1);
        return switch (last) {
            case "authorize", "reauthorize" -> Map.of("accountName", "Mine");
            case "reuse", "switch" -> Map.of("authorizationId", "aut_1");
            case "confirm" -> Map.of("confirmation", "A".repeat(43));
            case "connections" -> Map.of("service", "sandbox", "name", "Mine");
            case "reuse-lookup" -> Map.of("service", "sandbox");
            case "{connection}" -> Map.of("name", "Mine");
            default -> Set.of("GET", "DELETE").contains(route.method()) ? null : Map.of();
        };
    }
}
