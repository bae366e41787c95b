package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Routes;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Security 25: two workspaces of one database, with users of the same names. Whatever stands for a
 * thing of the one is in the other as if somebody had made it up, at every route.
 */
@ExtendWith(SharedHouse.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Security25IsolationTest {

    private static final String USER = "ada of two workspaces";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

    private Client home;
    private Client abroad;
    private String own;

    /** Ids that are known abroad, by what they are of. */
    private Map<String, String> foreign;

    private List<Routes.Route> routes;
    private String abroadBefore;

    @BeforeAll
    void twoWorkspaces(House house) {
        home = house.as(USER);
        own = Steps.create(home, "Own");
        abroad =
                house.admin()
                        .withKey(
                                house.admin()
                                        .post("/v1/workspaces", Map.of("name", "Abroad"))
                                        .expect(201)
                                        .text("/key/key"))
                        .as(USER);
        populateAbroad();
        routes =
                Routes.of(house.server()).stream()
                        .filter(route -> route.path().startsWith("/v1/"))
                        // Read models are the installation's: no workspace has ids of them.
                        .filter(route -> !route.needs().equals("projections:operate"))
                        .toList();
        abroadBefore = everythingAbroad();
    }

    private void populateAbroad() {
        var service = abroad.post("/v1/services", service()).expect(201).text("/id");
        abroad.post("/v1/services/" + service + "/publish", Map.of()).expect(200);
        var connection = createAbroad();
        createAbroad();
        abroad.post(
                        "/v1/connections/" + connection + "/authorize",
                        Map.of("accountName", "Hers", "credential", Map.of("token", "a-token")))
                .expect(200);
        abroad.put(
                        "/v1/services/svc_sandbox/client",
                        Map.of("clientId", "mooring-sandbox", "clientSecret", "sandbox-secret"))
                .expect(200);
        var pending = Steps.create(abroad, "Pending");
        var attempt = Steps.start(abroad, pending, "authorize", Map.of());
        var application = application("Books");
        application("Ledgers");
        var key =
                abroad.post(
                                "/v1/keys",
                                Map.of("name", "Books", "scopes", List.of("connections:read")))
                        .expect(201);
        var leaver = abroad.as("leaver of abroad");
        leaver.post("/v1/connections", Map.of("service", "elsewhere", "name", "Things"))
                .expect(201);
        foreign =
                Map.of(
                        "user",
                        abroad.post("/v1/users/leaver%20of%20abroad/erase", Map.of())
                                .expect(202)
                                .text("/user"),
                        "connection",
                        connection,
                        "attempt",
                        attempt.text("/attemptId"),
                        "application",
                        application,
                        "service",
                        service,
                        "key",
                        key.text("/id"),
                        "verification",
                        abroad.post("/v1/audit/verifications", Map.of()).expect(202).text("/id"),
                        "authorization",
                        abroad.get("/v1/connections/" + connection)
                                .expect(200)
                                .text("/authorization/id"));
    }

    @TestFactory
    Stream<DynamicTest> everyRouteAnswersAForeignIdInItsPathAsAnUnknownOne() {
        var withIds = routes.stream().filter(route -> route.path().contains("{")).toList();
        assertThat(withIds).hasSizeGreaterThan(20);
        return withIds.stream()
                .map(route ->
                        DynamicTest.dynamicTest(
                                route.method() + " " + route.path(),
                                () -> {
                                    isAnsweredAsUnknown(route, home).expect(404);
                                    isAnsweredAsUnknown(route, home.with("If-Match", "\"0\""));
                                    isAnsweredAsUnknown(route, home.with("If-Match", "\"99\""));
                                }));
    }

    private Answer isAnsweredAsUnknown(Routes.Route route, Client client) {
        var answer = send(client, route, foreign);
        assertThat(answer.status()).as(answer.call() + answer.body()).isBetween(400, 499);
        isTheSame(answer, send(client, route, madeUp()));
        return answer;
    }

    @Test
    void aForeignLinkNameIsUnknown() {
        var linkName =
                abroad.get("/v1/connections/" + foreign.get("connection"))
                        .expect(200)
                        .text("/linkName");

        home.get("/v1/connections/" + linkName).expectProblem(404, "connection.unknown");
        home.get("/v1/services/elsewhere").expectProblem(404, "service.unknown");
        home.post("/v1/connections", Map.of("service", "elsewhere", "name", "Mine"))
                .expectProblem(404, "service.unknown");
    }

    /** What may be named in a body, with the rest of the body. */
    @Test
    void aForeignIdInABodyIsAnsweredAsAnUnknownOne() {
        var connection = "/v1/connections/" + own;
        sameInBody("authorization", connection + "/reuse", "authorizationId", Map.of());
        sameInBody("authorization", connection + "/switch", "authorizationId", Map.of());
        sameInBody("service", "/v1/connections", "service", Map.of("name", "Mine"));
        sameInBody("service", "/v1/reuse-lookup", "service", Map.of());
        sameInBody(
                "application",
                "/v1/keys",
                "applicationId",
                Map.of("name", "Mine", "scopes", List.of("connections:read")));
        isTheSame(
                home.post(
                        connection + "/revoke",
                        Map.of("confirm", List.of(foreign.get("connection")))),
                home.post(
                        connection + "/revoke",
                        Map.of("confirm", List.of(madeUp().get("connection")))));
        var access = connection + "/applications/";
        isTheSame(
                home.send("PUT", access + foreign.get("application"), null).expect(404),
                home.send("PUT", access + madeUp().get("application"), null));
    }

    private void sameInBody(String of, String path, String field, Map<String, ?> more) {
        var bodies = new HashMap<String, Object>(more);
        bodies.put(field, foreign.get(of));
        var answer = home.post(path, bodies);
        bodies.put(field, madeUp().get(of));
        isTheSame(answer, home.post(path, bodies));
        assertThat(answer.status()).as(answer.call() + answer.body()).isBetween(400, 499);
    }

    @Test
    void aForeignIdInAFilterFindsNothing() {
        for (var filter : List.of("service", "application")) {
            var found = home.get("/v1/connections?" + filter + "=" + foreign.get(filter));
            assertThat(found.expect(200).json().path("items")).as(filter).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyListTakesAForeignCursorForAForgedOne() {
        var lists = List.of("/v1/connections", "/v1/applications", "/v1/keys");
        return Stream.concat(lists.stream(), Stream.of("/v1/connections/{connection}/history"))
                .map(path ->
                        DynamicTest.dynamicTest(
                                path,
                                () -> {
                                    var there = foreign.get("connection");
                                    var cursor =
                                            abroad.get(
                                                            path.replace("{connection}", there)
                                                                    + first())
                                                    .expect(200)
                                                    .text("/next");
                                    var here = path.replace("{connection}", own) + first();
                                    isTheSame(
                                            home.get(here + "&cursor=" + cursor)
                                                    .expectProblem(400, "cursor.invalid"),
                                            home.get(here + "&cursor=" + "A".repeat(60)));
                                }));
    }

    private static String first() {
        return "?limit=1";
    }

    @Test
    void listsOfTheOneHoldNothingOfTheOther() {
        for (var path :
                List.of("/v1/connections", "/v1/applications", "/v1/keys", "/v1/services")) {
            var listed = home.get(path + "?limit=200").expect(200).body();
            foreign.values().forEach(id -> assertThat(listed).as(path).doesNotContain(id));
            assertThat(listed).doesNotContain("elsewhere", "Abroad", "Ledgers");
        }
    }

    @Test
    void nothingOfAllThatHasChangedAnythingAbroad() {
        for (var route : routes) {
            if (route.path().contains("{")) {
                send(home, route, foreign);
            }
        }
        assertThat(everythingAbroad()).isEqualTo(abroadBefore);
    }

    private String everythingAbroad() {
        return Stream.of(
                        "/v1/connections/" + foreign.get("connection"),
                        "/v1/connections/" + foreign.get("connection") + "/history?limit=200",
                        "/v1/services/" + foreign.get("service"),
                        "/v1/applications?limit=200",
                        "/v1/keys?limit=200")
                .map(path -> abroad.get(path).expect(200).body())
                .toList()
                .toString();
    }

    private static Answer send(Client client, Routes.Route route, Map<String, String> ids) {
        var path =
                VARIABLE.matcher(route.path())
                        .replaceAll(variable -> {
                            var id = ids.get(variable.group(1));
                            assertThat(id).as("a foreign " + variable.group(1)).isNotNull();
                            return id;
                        });
        return client.send(route.method(), path, body(route, ids));
    }

    /** Whatever is asked for, so that it is the id that is refused. */
    private static Object body(Routes.Route route, Map<String, String> ids) {
        var last = route.path().substring(route.path().lastIndexOf('/') + 1);
        return switch (last) {
            case "authorize", "reauthorize" -> Map.of("accountName", "Mine");
            case "reuse", "switch" -> Map.of("authorizationId", ids.get("authorization"));
            case "confirm" -> Map.of("confirmation", "A".repeat(43));
            case "client" -> Map.of("clientId", "mine", "clientSecret", "mine");
            default ->
                    WITHOUT_BODY.contains(route.method())
                            ? null
                            : switch (last) {
                                case "{service}" -> service();
                                case "{connection}" -> Map.of("name", "Mine");
                                default -> Map.of();
                            };
        };
    }

    private void isTheSame(Answer foreignAnswer, Answer unknown) {
        assertThat(foreignAnswer.status())
                .as("%s: %s", foreignAnswer.call(), foreignAnswer.body())
                .isEqualTo(unknown.status());
        assertThat(withoutIds(foreignAnswer, foreign)).isEqualTo(withoutIds(unknown, madeUp()));
        assertThat(foreignAnswer.headers().firstValue("ETag")).isEmpty();
    }

    private static String withoutIds(Answer answer, Map<String, String> ids) {
        var text = answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
        for (var id : ids.values()) {
            text = text.replace(id, "an id");
        }
        return text;
    }

    /** Ids of the right form that nobody knows. */
    private Map<String, String> madeUp() {
        var ids = new HashMap<String, String>();
        foreign.forEach((kind, id) -> {
            var prefix = id.substring(0, id.indexOf('_') + 1);
            ids.put(kind, prefix + new StringBuilder(id.substring(prefix.length())).reverse());
        });
        return ids;
    }

    private String createAbroad() {
        return abroad.post("/v1/connections", Map.of("service", "elsewhere", "name", "Things"))
                .expect(201)
                .text("/id");
    }

    private String application(String name) {
        return abroad.post("/v1/applications", Map.of("name", name)).expect(201).text("/id");
    }

    private static Map<String, ?> service() {
        return Map.of(
                "name",
                "Elsewhere",
                "linkName",
                "elsewhere",
                "description",
                "",
                "category",
                "crm",
                "auth",
                Map.of("type", "bearer"),
                "scopes",
                List.of(),
                "api",
                Map.of("baseUrls", List.of("https://api.example/v1")));
    }
}
