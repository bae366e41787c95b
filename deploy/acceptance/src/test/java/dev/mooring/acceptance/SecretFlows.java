package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.PlainBrowser;
import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.http.ServiceStub;
import dev.mooring.acceptance.http.ServiceStub.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Leads marked secrets and marked personal text through every flow there is, those that fail
 * included.
 */
final class SecretFlows {

    static final String RETURN_URL = "http://127.0.0.1/back";

    /** What a service or a person entrusts to Mooring, and what Mooring's own keys are. */
    final Marks kept = new Marks();

    /** What lives for one attempt: it may stand in an answer or a URL, and nowhere else. */
    final Marks oneTime = new Marks();

    /** What tells of a person. */
    final Marks personal = new Marks();

    /** What is no secret, so that a search that finds nothing is known to search. */
    final Marks open = new Marks();

    private final ApiClient admin;
    private final ApiClient person;
    private final ServiceStub stub;

    SecretFlows(ApiClient admin, ServiceStub stub) {
        this.admin = admin;
        this.stub = stub;
        this.person = admin.as(personal.fresh("user"));
    }

    void run() {
        define();
        var connection = authorize();
        refresh(connection);
        reauthorizeInVain(connection);
        confirm();
        keyTypes();
        misread(connection);
        apiKeys(connection);
        endings(connection);
    }

    private void define() {
        var posted = new HashMap<>(stub.posted("stub", kept.fresh("client secret")));
        posted.put("description", open.fresh("description"));
        var id = Attempts.publish(admin, posted);
        admin.put(
                        "/v1/services/" + id + "/client",
                        Map.of(
                                "clientId",
                                "client-of-stub",
                                "clientSecret",
                                kept.fresh("new client secret")))
                .expect(200);
        admin.get("/v1/services/stub").expect(200);
    }

    private String authorize() {
        var connection =
                person.post(
                                "/v1/connections",
                                Map.of(
                                        "service", "stub",
                                        "name", name("connection"),
                                        "scopes", List.of("things.read")))
                        .expect(201)
                        .text("/id");
        stub.gives(kept.fresh("access token 1"), kept.fresh("refresh token 1"), 5);
        var started = start(connection, "authorize", null);
        var browser = new PlainBrowser();
        answer(browser, started, Map.of("code", oneTime.fresh("code")));
        Attempts.awaitStatus(person, started, "completed");
        oneTime.add("verifier", stub.tokenRequests().getLast().form().get("code_verifier"));
        return connection;
    }

    private void refresh(String connection) {
        var second = kept.fresh("access token 2");
        stub.gives(second, kept.fresh("refresh token 2"), 3600);
        // Young tokens are not refreshed, however long they are needed.
        Awaitility.await("a refreshed credential")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(
                                        person.get(
                                                        path(
                                                                connection,
                                                                "/credentials?minValidity=PT60S"))
                                                .expect(200)
                                                .body())
                                .contains(second));
    }

    /** Whatever the token endpoint says, the old authorization serves on. */
    private void reauthorizeInVain(String connection) {
        var html = "<html>Not your %s</html>".formatted(kept.fresh("token in a page"));
        var noToken =
                Map.of("acess_token", kept.fresh("token under no name"), "token_type", "Bearer");
        var noBearer = Map.of("access_token", kept.fresh("token of no type"), "token_type", "mac");
        for (var reply :
                List.of(
                        new Reply(200, "text/html", html),
                        new Reply(
                                200,
                                "application/json",
                                "{\"access_token\": \"" + kept.fresh("token cut off")),
                        new Reply(500, "application/json", html),
                        Reply.json(200, noToken),
                        Reply.json(200, noBearer),
                        Reply.json(400, Map.of("error", "invalid_grant")))) {
            stub.replies(reply);
            var started = start(connection, "reauthorize", null);
            answer(
                    new PlainBrowser(),
                    started,
                    Map.of("code", oneTime.fresh("code for " + reply.status())));
            Attempts.awaitStatus(person, started, "failed");
            Attempts.isConnected(person, connection);
        }
        var denied = start(connection, "reauthorize", null);
        answer(new PlainBrowser(), denied, Map.of("error", "access_denied"));
        Attempts.awaitStatus(person, denied, "failed");
    }

    private void confirm() {
        stub.gives(kept.fresh("access token 3"), kept.fresh("refresh token 3"), 3600);
        var connection = Attempts.create(person, "stub", "things.read");
        var started = start(connection, "authorize", RETURN_URL);
        var browser = new PlainBrowser();
        var request = goOn(browser, started);
        var callback =
                ServiceStub.callback(request, Map.of("code", oneTime.fresh("confirmed code")));
        var back = PlainBrowser.location(browser.open(callback));
        var confirmation = ServiceStub.parameters(back.getRawQuery()).get("confirmation");
        oneTime.add("confirmation", confirmation);
        var confirm = "/v1/attempts/" + started.text("/attemptId") + "/confirm";
        person.post(confirm, Map.of("confirmation", confirmation)).expect(200);
        Attempts.awaitStatus(person, started, "completed");
    }

    private void keyTypes() {
        var keys =
                Map.of(
                        "type",
                        "api_key",
                        "keys",
                        List.of(Map.of("name", "X-Api-Key", "label", "Key", "in", "header")));
        keyType("by_key", keys, Map.of("keys", Map.of("X-Api-Key", kept.fresh("api key"))));
        keyType(
                "by_password",
                Map.of("type", "basic"),
                Map.of(
                        "username",
                        personal.fresh("user name"),
                        "password",
                        kept.fresh("password")));
        keyType("by_token", Map.of("type", "bearer"), Map.of("token", kept.fresh("bearer token")));
    }

    private void keyType(
            String linkName, Map<String, Object> auth, Map<String, Object> credential) {
        Attempts.publish(
                admin,
                Map.of(
                        "name",
                        linkName,
                        "linkName",
                        linkName,
                        "description",
                        "",
                        "category",
                        "crm",
                        "auth",
                        auth,
                        "scopes",
                        List.of(),
                        "api",
                        Map.of("baseUrls", List.of(stub.url("/api").toString()))));
        var connection =
                person.post("/v1/connections", Map.of("service", linkName, "name", "Things"))
                        .expect(201)
                        .text("/id");
        var body = Map.of("accountName", name("account " + linkName), "credential", credential);
        var key = Map.of("Idempotency-Key", "once-" + linkName);
        person.post(path(connection, "/authorize"), body, key).expect(200);
        person.post(path(connection, "/authorize"), body, key).expect(200);
        person.get(path(connection, "/credentials")).expect(200);
    }

    /** Bodies that break where the secret stands, which parsers like to quote. */
    private void misread(String connection) {
        var secret = kept.fresh("secret in a broken body");
        for (var body :
                List.of(
                        "{\"accountName\": \"Mine\", \"credential\": {\"token\": \"%s\"",
                        "{\"accountName\": \"Mine\", \"credential\": \"%s\"}",
                        "{\"accountName\": {\"is\": \"%s\"}}",
                        "{\"accountName\": \"Mine\", \"credential\": {\"keys\": [\"%s\"]}}",
                        "%s")) {
            var refused =
                    person.send(
                            "POST",
                            path(connection, "/reauthorize"),
                            body.formatted(secret),
                            Map.of());
            assertThat(refused.status()).as(body).isBetween(400, 422);
        }
        person.post(
                        path(connection, "/reauthorize"),
                        Map.of("accountName", "Mine", "credential", Map.of("token", secret)))
                .expectProblem(422, "credential.not_taken");
        admin.withKey(kept.fresh("key that is none"))
                .get("/v1/services")
                .expectProblem(401, "authentication.required");
    }

    private void apiKeys(String connection) {
        var application =
                admin.post("/v1/applications", Map.of("name", "Books")).expect(201).text("/id");
        var made =
                admin.post(
                                "/v1/keys",
                                Map.of(
                                        "name",
                                        "Books",
                                        "scopes",
                                        List.of("connections:read", "tokens:read"),
                                        "applicationId",
                                        application),
                                Map.of("Idempotency-Key", "a-key"))
                        .expect(201);
        keep("api key of mooring", made.text("/key"));
        var books = person.withKey(made.text("/key"));
        books.get(path(connection, "/credentials")).expectProblem(403, "application.no_access");
        person.put(path(connection, "/applications/" + application), Map.of()).expect(204);
        books.get(path(connection, "/credentials")).expect(200);
        admin.delete("/v1/keys/" + made.text("/id")).expect(204);
        books.get(path(connection, "/credentials")).expectProblem(401, "authentication.required");
    }

    private void endings(String connection) {
        person.post(path(connection, "/disable"), Map.of()).expect(200);
        person.get(path(connection, "/credentials")).expectProblem(409, "connection.disabled");
        person.post(path(connection, "/enable"), Map.of()).expect(200);
        person.get(path(connection, "/history?limit=200")).expect(200);
        person.post(path(connection, "/revoke"), Map.of()).expect(200);
        person.delete(path(connection, "?force=true")).expect(204);
    }

    /** The secret part of a key {@code prefix_id_secret}; the rest may be told. */
    void keep(String name, String key) {
        kept.add(name, key.split("_", 3)[2]);
    }

    private Answer start(String connection, String how, @Nullable String returnUrl) {
        var account = name("account");
        return person.post(
                        path(connection, "/" + how),
                        returnUrl == null
                                ? Map.of("accountName", account)
                                : Map.of("accountName", account, "returnUrl", returnUrl))
                .expect(201);
    }

    private URI goOn(PlainBrowser browser, Answer started) {
        var startUrl = URI.create(started.text("/startUrl"));
        oneTime.add("ticket of " + startUrl, startUrl.getPath().replaceFirst(".*/", ""));
        var request = browser.goOn(startUrl);
        oneTime.add(
                "state of " + startUrl, ServiceStub.parameters(request.getRawQuery()).get("state"));
        return request;
    }

    private void answer(PlainBrowser browser, Answer started, Map<String, String> answer) {
        browser.arrive(ServiceStub.callback(goOn(browser, started), answer));
    }

    /** A display name has fifty characters at most. */
    private String name(String of) {
        var name = personal.fresh(of);
        if (name.length() <= 50) {
            return name;
        }
        var shorter = name.substring(name.length() - 50);
        personal.add(of + " " + shorter.hashCode(), shorter);
        return shorter;
    }

    private static String path(String connection, String rest) {
        return "/v1/connections/" + connection + rest;
    }
}
