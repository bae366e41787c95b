package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Routes;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Steps;
import dev.mooring.server.house.TokenIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Security 27: what is too much, too often or of no form is refused, and costs nobody else. */
class Security27LimitsTest {

    private static House house;

    @BeforeAll
    static void start() {
        house =
                House.start(
                        "mooring.authorizing.attempts-per-user=3",
                        "mooring.authorizing.attempts-per-workspace=5",
                        "mooring.api.user-rate=1");
    }

    @AfterAll
    static void end() {
        house.close();
    }

    @Test
    void onlySoManyAttemptsOfAUserWaitAtATime() {
        var ada = workspace().as("ada");
        var connections = connections(ada, 4);
        var first = Steps.start(ada, connections.getFirst(), "authorize", Map.of());
        connections.subList(1, 3).forEach(it -> Steps.start(ada, it, "authorize", Map.of()));

        var refused = authorize(ada, connections.getLast()).expectProblem(429, "attempts.too_many");

        assertThat(refused.headers().firstValue("Retry-After")).contains("91");
        assertThat(Steps.status(ada, connections.getLast())).isEqualTo("created");
        // The attempt that it takes the place of makes room for it.
        Steps.start(ada, connections.getFirst(), "authorize", Map.of());
        Steps.awaitStatus(ada, first, "failed");
        authorize(ada, connections.getLast()).expectProblem(429, "attempts.too_many");
    }

    @Test
    void onesAttemptsAreNoOthersAndAWorkspacesAreItsOwn() {
        var admin = workspace();
        var waiting = 0;
        for (var user : List.of("ada", "bob")) {
            var client = admin.as(user);
            for (var connection : connections(client, 3)) {
                waiting += authorize(client, connection).status() == 201 ? 1 : 0;
            }
        }
        assertThat(waiting).as("of the workspace").isEqualTo(5);

        var elsewhere = workspace().as("ada");
        Steps.start(elsewhere, connections(elsewhere, 1).getFirst(), "authorize", Map.of());
    }

    @Test
    void ofManyThatBeginAtOnceNoneSlipsPast() throws Exception {
        var ada = workspace().as("ada");
        var starts = new ArrayList<Callable<Integer>>();
        for (var connection : connections(ada, 8)) {
            starts.add(() -> authorize(ada, connection).status());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = 0;
            for (var outcome : threads.invokeAll(starts)) {
                assertThat(outcome.get()).isIn(201, 429);
                begun += outcome.get() == 201 ? 1 : 0;
            }
            assertThat(begun).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aUserWhoCallsTooOftenIsToldWhenToComeBackAndOthersAreServed() {
        try (var issuer = TokenIssuer.start()) {
            var admin = workspace();
            admin.put("/v1/workspace/issuer", issuer.posted()).expect(200);
            var ada = admin.withKey(issuer.token("ada"));

            var answer = ada.get("/v1/connections");
            for (var calls = 0; answer.status() == 200 && calls < 1000; calls++) {
                answer = ada.get("/v1/connections");
            }

            answer.expectProblem(429, "rate.limited");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            admin.withKey(issuer.token("bob")).get("/v1/connections").expect(200);
            admin.as("ada").get("/v1/connections").expect(200);
        }
    }

    @Test
    void whatIsNoIdIsRefusedAtEveryRoute() {
        var admin = house.admin().as("ada");
        var checked = 0;
        for (var route : Routes.of(house.server())) {
            if (!route.path().matches("/v1/.*\\{.*")) {
                continue;
            }
            for (var bad :
                    List.of("%24ne", "a%00", "%2e%2e", "..%2fx", "a".repeat(300), "%7B%7D")) {
                var path = route.path().replaceAll("\\{\\w+}", bad);
                var body =
                        Set.of("GET", "DELETE").contains(route.method())
                                ? null
                                : Map.of("name", "Mine");
                var answer = admin.send(route.method(), path, body);
                assertThat(answer.status())
                        .as("%s: %s", answer.call(), answer.body())
                        .isBetween(400, 499);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        house.admin()
                .as("ada")
                .post("/v1/connections", Map.of("name", "x".repeat(10_000_000)))
                .expectProblem(413, "request.too_large");
    }

    private static Answer authorize(Client client, String connection) {
        return client.post(
                "/v1/connections/" + connection + "/authorize", Map.of("accountName", "Mine"));
    }

    private static List<String> connections(Client client, int many) {
        var connections = new ArrayList<String>();
        for (int i = 0; i < many; i++) {
            connections.add(Steps.create(client, "Contacts"));
        }
        return connections;
    }

    /** Each test has a workspace of its own, so that attempts of one are not counted in another. */
    private static Client workspace() {
        var admin = house.admin();
        var client =
                admin.withKey(
                        admin.post("/v1/workspaces", Map.of("name", "Home"))
                                .expect(201)
                                .text("/key/key"));
        client.put(
                        "/v1/services/svc_sandbox/client",
                        Map.of("clientId", "mooring-sandbox", "clientSecret", "sandbox-secret"))
                .expect(200);
        return client;
    }
}
