package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Routes;
import dev.mooring.api.access.Scope;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Security 23: every route is closed to whoever lacks its scope. */
@ExtendWith(SharedHouse.class)
class Security23ScopesTest {

    private static final String VARIABLE = "\\{(\\w+)}";

    @Test
    void everyRouteRefusesWhoeverHasEveryScopeButTheOnesThatItNeeds(House house) {
        var keys = new HashMap<Set<String>, Client>();
        var checked = 0;
        for (var route : scoped(house)) {
            var lesser = keys.computeIfAbsent(needs(route), needed -> without(house, needed));

            send(lesser, route).expectProblem(403, "scope.missing");
            send(house.admin().withKey("mooring_none_" + "x".repeat(43)), route)
                    .expectProblem(401, "authentication.required");
            checked++;
        }
        assertThat(checked).isGreaterThan(30);
    }

    @Test
    void eachOfTheScopesThatARouteNamesSuffices(House house) {
        var keys = new HashMap<String, Client>();
        for (var route : scoped(house)) {
            for (var scope : needs(route)) {
                var just = keys.computeIfAbsent(scope, one -> with(house, Set.of(one)));
                var answer = send(just, route);
                // Whoever is let in may be answered in text; a refusal is a problem.
                var code = answer.status() < 400 ? "" : answer.json().path("code").asString("");
                assertThat(code)
                        .as("%s with %s: %s", answer.call(), scope, answer.body())
                        .isNotIn("scope.missing", "authentication.required");
            }
        }
    }

    @Test
    void anAuditorNeverReadsTokens(House house) {
        var owner = house.as("audited");
        var connection = Steps.create(owner, "Contacts");
        var auditor = with(house, Set.of("audit:read", "audit:personal")).as("audited");

        auditor.get("/v1/connections/" + connection + "/history").expect(200);
        auditor.get("/v1/connections/" + connection + "/credentials")
                .expectProblem(403, "scope.missing");
    }

    @Test
    void anApplicationNeverGrantsItselfAccess(House house) {
        var admin = house.admin();
        var connection = Steps.create(admin.as("granting"), "Contacts");
        var application =
                admin.post("/v1/applications", Map.of("name", "Greedy")).expect(201).text("/id");
        var greedy =
                admin.withKey(
                                admin.post(
                                                "/v1/keys",
                                                Map.of(
                                                        "name",
                                                        "Greedy",
                                                        "scopes",
                                                        List.of("connections:write"),
                                                        "applicationId",
                                                        application))
                                        .expect(201)
                                        .text("/key"))
                        .as("granting");
        var access = "/v1/connections/" + connection + "/applications/" + application;

        var refused = greedy.send("PUT", access, null);

        assertThat(refused.status()).as(refused.body()).isIn(403, 404);
        assertThat(admin.as("granting").get("/v1/connections/" + connection).expect(200).body())
                .doesNotContain(application);
        admin.as("granting").send("PUT", access, null).expect(204);
    }

    private static List<Routes.Route> scoped(House house) {
        return Routes.of(house.server()).stream()
                .filter(route -> !route.needs().startsWith("public"))
                .toList();
    }

    private static Set<String> needs(Routes.Route route) {
        return Set.of(route.needs().split(" or "));
    }

    private static Client without(House house, Set<String> scopes) {
        return with(
                house,
                Arrays.stream(Scope.values())
                        .map(Scope::text)
                        .filter(scope -> !scopes.contains(scope))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Client with(House house, Set<String> scopes) {
        return house.admin()
                .withKey(
                        house.admin()
                                .post("/v1/keys", Map.of("name", "Some", "scopes", scopes))
                                .expect(201)
                                .text("/key"));
    }

    private static Answer send(Client client, Routes.Route route) {
        var path = route.path().replaceAll(VARIABLE, "x");
        // In whatever form it comes: a stream is not JSON.
        return client.with("Accept", "*/*")
                .send(
                        route.method(),
                        path,
                        Set.of("GET", "DELETE").contains(route.method()) ? null : Map.of());
    }
}
