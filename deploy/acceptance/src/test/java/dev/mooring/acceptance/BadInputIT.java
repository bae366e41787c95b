package dev.mooring.acceptance;

import static dev.mooring.acceptance.Attempts.awaitStatus;
import static dev.mooring.acceptance.Attempts.create;
import static dev.mooring.acceptance.Attempts.isConnected;
import static dev.mooring.acceptance.Attempts.isUntouched;
import static dev.mooring.acceptance.Attempts.publish;
import static dev.mooring.acceptance.Attempts.start;
import static dev.mooring.acceptance.Attempts.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.PlainBrowser;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.http.ServiceStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input, honest or not: each kind has its stable code, and leaves nothing half done. */
class BadInputIT {

    private static final String RETURN_URL = "http://127.0.0.1/back";

    private static Site site;
    private static ServiceStub stub;
    private static ApiClient ada;
    private static ApiClient mallory;
    private static String scratch;

    @BeforeAll
    static void aServerAndAServiceThatRecords() {
        site =
                Site.start(
                        "bad-input",
                        settings -> settings.with("mooring.authorizing.return-urls", RETURN_URL));
        stub = ServiceStub.start();
        stub.gives("access", "refresh", 3600);
        publish(site.admin(), stub.posted("stub", "secret"));
        ada = site.as("ada@workspace.example");
        mallory = site.as("mallory@workspace.example");
        scratch = create(ada, "stub", "things.read");
        create(mallory, "stub", "things.read");
    }

    @AfterAll
    static void end() {
        stub.close();
        site.close();
    }

    @Test
    void aServiceThatThereIsNot() {
        recordsNothing(() ->
                ada.post("/v1/connections", Map.of("service", "nowhere", "name", "Things"))
                        .expectProblem(404, "service.unknown"));
    }

    @Test
    void aScopeThatTheServiceDoesNotHave() {
        recordsNothing(() ->
                ada.post(
                                "/v1/connections",
                                Map.of(
                                        "service", "sandbox",
                                        "name", "Things",
                                        "scopes", List.of("contacts.read", "everything")))
                        .expectProblem(422, "scope.unknown"));
    }

    @Test
    void aNameOfMoreThanFiftyCharacters() {
        recordsNothing(() -> {
            var problem =
                    ada.post("/v1/connections", Map.of("service", "stub", "name", "x".repeat(51)))
                            .expectProblem(400, "request.invalid");
            assertThat(problem.text("/errors/0/pointer")).isEqualTo("/name");
        });
    }

    @Test
    void aLinkNameThatIsTaken() {
        ada.post("/v1/connections", Map.of("service", "stub", "name", "One", "linkName", "taken"))
                .expect(201);
        recordsNothing(() ->
                mallory.post(
                                "/v1/connections",
                                Map.of("service", "stub", "name", "Two", "linkName", "taken"))
                        .expectProblem(409, "link_name.taken"));
    }

    @Test
    void someoneElsesAuthorization() {
        var hers = create(ada, "stub", "things.read");
        Attempts.authorizeAtStub(ada, hers, new PlainBrowser(), "code");
        var authorization = ada.get("/v1/connections/" + hers).text("/authorization/id");

        var his =
                mallory.post(
                                "/v1/connections",
                                Map.of(
                                        "service", "stub",
                                        "name", "Hers",
                                        "scopes", List.of("things.read")))
                        .expect(201);
        assertThat(his.json().path("reusable")).isEmpty();
        var path = "/v1/connections/" + his.text("/id");
        recordsNothing(() ->
                mallory.post(path + "/reuse", Map.of("authorizationId", authorization))
                        .expectProblem(404, "authorization.unknown"));
        recordsNothing(() ->
                mallory.get("/v1/connections/" + hers).expectProblem(404, "connection.unknown"));
        isUntouched(mallory, his.text("/id"));
    }

    @Test
    void aStateThatWasForged() {
        var attempt = attempt(ada, Map.of());
        recordsNothing(() -> {
            var forged = Map.of("code", "code", "state", "A".repeat(43));
            isRefused(
                    attempt.browser.arrive(ServiceStub.callback(attempt.request, forged)),
                    400,
                    403,
                    404);
        });
        assertThat(status(ada, attempt.started)).isEqualTo("pending");
        attempt.isCompleted();
    }

    @Test
    void aStateInABrowserWithAnotherCookie() {
        var attempt = attempt(ada, Map.of());
        var others = attempt(mallory, Map.of());
        recordsNothing(() -> {
            var stolen = ServiceStub.callback(attempt.request, Map.of("code", "code"));
            isRefused(others.browser.arrive(stolen), 403);
            isRefused(new PlainBrowser().arrive(stolen), 403);
        });
        assertThat(status(ada, attempt.started)).isEqualTo("pending");
        attempt.isCompleted();
        others.isCompleted();
    }

    @Test
    void aVictimsBrowserOnAnAttackersStartUrl() {
        var sent = stub.tokenRequests().size();
        var attempt = attempt(mallory, Map.of("returnUrl", RETURN_URL));
        var callback = ServiceStub.callback(attempt.request, Map.of("code", "the victim's"));
        var back = PlainBrowser.location(attempt.browser.open(callback));
        assertThat(back.toString()).startsWith(RETURN_URL + "?");
        var confirmation = ServiceStub.parameters(back.getRawQuery()).get("confirmation");
        var confirm = "/v1/attempts/" + attempt.started.text("/attemptId") + "/confirm";

        ada.post(confirm, Map.of("confirmation", confirmation))
                .expectProblem(403, "user.not_confirmed");

        mallory.post(confirm, Map.of("confirmation", confirmation))
                .expectProblem(404, "attempt.unknown");
        assertThat(awaitStatus(mallory, attempt.started, "failed").text("/reason"))
                .isEqualTo("user_not_confirmed");
        assertThat(stub.tokenRequests()).as("no token request leaves").hasSize(sent);
        isUntouched(mallory, attempt.connection);
    }

    @Test
    void aCodeThatComesASecondTime() {
        var connection = create(ada, "stub", "things.read");
        var browser = new PlainBrowser();
        var callback = Attempts.authorizeAtStub(ada, connection, browser, "once");
        var sent = stub.tokenRequests().size();

        recordsNothing(() -> {
            isRefused(browser.arrive(callback), 400, 403, 410);
            isRefused(new PlainBrowser().arrive(callback), 400, 403, 410);
        });

        assertThat(stub.tokenRequests()).hasSize(sent);
        isConnected(ada, connection);
    }

    @Test
    void anErrorInsteadOfACode() {
        var attempt = attempt(ada, Map.of());
        var page = attempt.answered(Map.of("error", "access_denied"));
        assertThat(page.body()).contains("Not connected");
        assertThat(awaitStatus(ada, attempt.started, "failed").text("/reason")).isNotBlank();
        isUntouched(ada, attempt.connection);

        Attempts.authorizeAtStub(ada, attempt.connection, new PlainBrowser(), "code");
        isConnected(ada, attempt.connection);
    }

    @Test
    void anErrorDescriptionThatIsHostile() {
        var attempt = attempt(ada, Map.of());
        var hostile = "<script>alert(1)</script>\u202e\u2028Set-Cookie: a=b " + "x".repeat(1500);
        var page = attempt.answered(Map.of("error", "server_error", "error_description", hostile));
        assertThat(page.body()).doesNotContain("<script", "\u2028", "\u202e", "x".repeat(300));
        assertThat(page.uri()).hasPath("/outcome/failed").hasNoQuery();
        assertThat(page.headers().allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.startsWith("mooring_said=;"));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        var failed = awaitStatus(ada, attempt.started, "failed");
        assertThat(failed.body()).doesNotContain("\u2028", "\u202e", "x".repeat(300));
        var history = ada.get("/v1/connections/" + attempt.connection + "/history").expect(200);
        assertThat(history.body()).doesNotContain("\u2028", "\u202e", "x".repeat(300));
        isUntouched(ada, attempt.connection);
    }

    @Test
    void anAnswerThatCannotBeRead() {
        var attempt = attempt(ada, Map.of());
        recordsNothing(() -> {
            for (var answer :
                    List.of(
                            Map.of("error", "server_error", "error_description", "\u0000"),
                            Map.of(
                                    "error",
                                    "server_error",
                                    "error_description",
                                    "\r\nSet-Cookie: a=b"),
                            Map.of("error", "server_error", "code", "code"),
                            Map.of("code", "x".repeat(5000)),
                            Map.<String, String>of())) {
                isRefused(attempt.answered(answer), 400);
            }
        });
        assertThat(status(ada, attempt.started)).isEqualTo("pending");
        attempt.isCompleted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data/token",
                "https://10.0.0.1/token",
                "https://[::ffff:169.254.169.254]/token",
                "https://[fd00::1]/token",
                "http://127.0.0.1:{server}/callback/x",
                "http://127.0.0.1:{management}/metrics"
            })
    void aTokenEndpointInsideTheHouse(String template) {
        var url =
                template.replace("{server}", Integer.toString(site.server().url("").getPort()))
                        .replace(
                                "{management}",
                                Integer.toString(site.server().managementUrl("").getPort()));
        var linkName = "inside_" + Integer.toHexString(template.hashCode());
        var id = publish(site.admin(), stub.posted(linkName, "secret", url));
        var connection = create(ada, id, "things.read");
        var started = start(ada, connection, Map.of());
        var browser = new PlainBrowser();
        var request = browser.goOn(URI.create(started.text("/startUrl")));

        browser.arrive(ServiceStub.callback(request, Map.of("code", "code")));

        var failed = awaitStatus(ada, started, "failed");
        assertThat(failed.text("/reason")).isNotBlank();
        isUntouched(ada, connection);
    }

    private static Attempt attempt(ApiClient api, Map<String, String> more) {
        var connection = create(api, "stub", "things.read");
        var started = start(api, connection, more);
        var browser = new PlainBrowser();
        return new Attempt(
                api,
                connection,
                started,
                browser,
                browser.goOn(URI.create(started.text("/startUrl"))));
    }

    /** An attempt whose browser is at the service. */
    private record Attempt(
            ApiClient api,
            String connection,
            dev.mooring.acceptance.http.Answer started,
            PlainBrowser browser,
            URI request) {

        HttpResponse<String> answered(Map<String, String> answer) {
            return browser.arrive(ServiceStub.callback(request, answer));
        }

        void isCompleted() {
            answered(Map.of("code", "code"));
            awaitStatus(api, started, "completed");
            Attempts.isConnected(api, connection);
        }
    }

    private static void isRefused(HttpResponse<String> page, Integer... statuses) {
        assertThat(page.statusCode()).as(page.body()).isIn((Object[]) statuses);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>");
    }

    /** A rename is one event: whatever else was recorded in between would make it two. */
    private static void recordsNothing(Runnable act) {
        var before = rename("Before");
        act.run();
        assertThat(rename("After")).as("position after").isEqualTo(before + 1);
    }

    private static long rename(String name) {
        return ada.patch("/v1/connections/" + scratch, Map.of("name", name)).expect(200).position();
    }
}
