package dev.mooring.acceptance;

import static dev.mooring.acceptance.Attempts.create;
import static dev.mooring.acceptance.Attempts.publish;
import static dev.mooring.acceptance.Attempts.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.PlainBrowser;
import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.http.ServiceStub;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ids of another workspace, wherever an id can stand: whoever sends one is answered as if he had
 * made it up.
 *
 * <p>The other workspace is another installation's, since keys, tickets, states and the secret that
 * signs cursors are an installation's own. Two workspaces of one database are set against each
 * other at every route by the server's own tests, under security 25.
 */
class ForeignIdsIT {

    private static final String USER = "ada@workspace.example";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private static Site home;
    private static Site abroad;
    private static ServiceStub stub;
    private static ApiClient ada;
    private static String own;

    /** Ids that are known abroad, by the name of the path's variable. */
    private static Map<String, String> foreign;

    private static Answer pendingAbroad;

    @BeforeAll
    static void twoWorkspacesWithTheSamePeople() {
        stub = ServiceStub.start();
        stub.gives("access", "refresh", 3600);
        home = Site.start("home");
        abroad = Site.start("abroad");
        publish(home.admin(), stub.posted("stub", "secret"));
        ada = home.as(USER);
        own = create(ada, "stub", "things.read");
        populateAbroad();
    }

    private static void populateAbroad() {
        var there = abroad.as(USER);
        var service = publish(abroad.admin(), stub.posted("elsewhere", "secret"));
        var connection = create(there, "elsewhere", "things.read");
        Attempts.authorizeAtStub(there, connection, new PlainBrowser(), "code");
        var pending = create(there, "elsewhere", "things.read");
        pendingAbroad = start(there, pending, Map.of());
        var application =
                abroad.admin()
                        .post("/v1/applications", Map.of("name", "Books"))
                        .expect(201)
                        .text("/id");
        var key =
                abroad.admin()
                        .post(
                                "/v1/keys",
                                Map.of("name", "Books", "scopes", List.of("connections:read")))
                        .expect(201)
                        .text("/id");
        create(abroad.as("leaver"), "elsewhere", "things.read");
        foreign =
                Map.of(
                        "user",
                        abroad.admin()
                                .post("/v1/users/leaver/erase", Map.of())
                                .expect(202)
                                .text("/user"),
                        "connection",
                        connection,
                        "attempt",
                        pendingAbroad.text("/attemptId"),
                        "application",
                        application,
                        "service",
                        service,
                        "key",
                        key,
                        "verification",
                        abroad.admin()
                                .post("/v1/audit/verifications", Map.of())
                                .expect(202)
                                .text("/id"),
                        "authorization",
                        there.get("/v1/connections/" + connection).text("/authorization/id"));
    }

    @AfterAll
    static void end() {
        home.close();
        abroad.close();
        stub.close();
    }

    @TestFactory
    Stream<DynamicTest> everyRouteAnswersAForeignIdAsAnUnknownOne() {
        var paths = home.admin().get("/openapi.json").expect(200).json().path("paths");
        var routes =
                paths.properties().stream()
                        .filter(path ->
                                path.getKey().startsWith("/v1/") && path.getKey().contains("{"))
                        // Read models are the installation's: no workspace has ids of them.
                        .filter(path -> !path.getKey().matches("/v1/(projections|rebuilds)/.*"))
                        .flatMap(path ->
                                path.getValue().properties().stream()
                                        .filter(operation -> METHODS.contains(operation.getKey()))
                                        .map(operation ->
                                                new Route(
                                                        operation.getKey().toUpperCase(),
                                                        path.getKey())))
                        .toList();
        assertThat(routes).as("routes with an id in their path").hasSizeGreaterThan(15);
        return routes.stream()
                .map(route ->
                        DynamicTest.dynamicTest(
                                route.toString(), () -> isAnsweredAsUnknown(route)));
    }

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private record Route(String method, String template) {

        Answer sendWith(Map<String, String> ids) {
            var path =
                    VARIABLE.matcher(template)
                            .replaceAll(variable -> {
                                var id = ids.get(variable.group(1));
                                assertThat(id).as("a foreign " + variable.group(1)).isNotNull();
                                return id;
                            });
            return switch (method) {
                case "POST" -> ada.post(path, body());
                case "PUT" -> ada.put(path, body());
                case "PATCH" -> ada.patch(path, body());
                case "DELETE" -> ada.delete(path);
                default -> ada.get(path);
            };
        }

        /** Whatever is asked for, so that it is the id that is refused. */
        private Object body() {
            var last = template.substring(template.lastIndexOf('/') + 1);
            return switch (last) {
                case "authorize", "reauthorize" -> Map.of("accountName", "Mine");
                case "reuse", "switch" -> Map.of("authorizationId", foreign.get("authorization"));
                case "confirm" -> Map.of("confirmation", "A".repeat(43));
                case "client" -> Map.of("clientId", "mine", "clientSecret", "mine");
                case "{service}" -> stub.posted("elsewhere", "secret");
                case "{connection}" -> Map.of("name", "Mine");
                default -> Map.of();
            };
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private static void isAnsweredAsUnknown(Route route) {
        var answer = route.sendWith(foreign);
        answer.expect(404);
        isTheSameFor(answer, route.sendWith(madeUp()));
    }

    @Test
    void inABodyAForeignIdIsUnknown() {
        var path = "/v1/connections/" + own;
        ada.post(path + "/reuse", Map.of("authorizationId", foreign.get("authorization")))
                .expectProblem(404, "authorization.unknown");
        isTheSameFor(
                ada.post(path + "/switch", Map.of("authorizationId", foreign.get("authorization"))),
                ada.post(
                        path + "/switch",
                        Map.of("authorizationId", madeUp().get("authorization"))));
        ada.post(
                        "/v1/connections",
                        Map.of(
                                "service",
                                foreign.get("service"),
                                "name",
                                "Mine",
                                "scopes",
                                List.of()))
                .expectProblem(404, "service.unknown");
        ada.post("/v1/reuse-lookup", Map.of("service", foreign.get("service")))
                .expectProblem(404, "service.unknown");
        home.admin()
                .post(
                        "/v1/keys",
                        Map.of(
                                "name", "Mine",
                                "scopes", List.of("connections:read"),
                                "applicationId", foreign.get("application")))
                .expectProblem(404, "application.unknown");
        ada.put(path + "/applications/" + foreign.get("application"), Map.of())
                .expectProblem(404, "application.unknown");
    }

    @Test
    void aForeignIdFindsNothing() {
        for (var filter : List.of("service", "application")) {
            var found =
                    ada.get("/v1/connections?" + filter + "=" + foreign.get(filter)).expect(200);
            assertThat(found.json().path("items")).as(filter).isEmpty();
        }
    }

    @Test
    void aForeignCursorIsNone() {
        var cursor = abroad.as(USER).get("/v1/connections?limit=1").expect(200).text("/next");
        ada.get("/v1/connections?limit=1&cursor=" + cursor).expectProblem(400, "cursor.invalid");
    }

    @Test
    void aForeignKeyOpensNothing() {
        ada.withKey(abroad.server().adminToken())
                .get("/v1/connections")
                .expectProblem(401, "authentication.required");
    }

    @Test
    void aForeignTicketAndAForeignStateLeadNowhere() {
        var startUrl = URI.create(pendingAbroad.text("/startUrl"));
        var browser = new PlainBrowser();
        var here = home.server().url(startUrl.getPath());
        assertThat(browser.open(here).statusCode()).isEqualTo(404);
        assertThat(browser.press(here).statusCode()).isEqualTo(404);

        var callback = ServiceStub.callback(browser.goOn(startUrl), Map.of("code", "code"));
        var diverted = home.server().url(callback.getPath() + "?" + callback.getRawQuery());
        assertThat(browser.arrive(diverted).statusCode()).isBetween(400, 499);
        assertThat(Attempts.status(abroad.as(USER), pendingAbroad)).isEqualTo("pending");
    }

    private static void isTheSameFor(Answer foreign, Answer unknown) {
        assertThat(foreign.status()).as(foreign.call()).isEqualTo(unknown.status());
        assertThat(foreign.json().path("code"))
                .as(foreign.call())
                .isEqualTo(unknown.json().path("code"));
        assertThat(foreign.json().path("detail"))
                .as(foreign.call())
                .isEqualTo(unknown.json().path("detail"));
    }

    /** Ids of the right form that nobody knows. */
    private static Map<String, String> madeUp() {
        var ids = new HashMap<String, String>();
        foreign.forEach((kind, id) -> {
            var prefix = id.substring(0, id.indexOf('_') + 1);
            ids.put(kind, prefix + new StringBuilder(id.substring(prefix.length())).reverse());
        });
        return ids;
    }
}
