package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.PlainBrowser;
import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.http.ServiceStub;
import dev.mooring.sandbox.visitor.Visitor;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The usual steps of an attempt, in as few words as tests of the unusual ones need. */
final class Attempts {

    private Attempts() {}

    /** A connection that was created, and its id. */
    static String create(ApiClient api, String service, String scope) {
        return api.post(
                        "/v1/connections",
                        Map.of("service", service, "name", "Things", "scopes", List.of(scope)))
                .expect(201)
                .text("/id");
    }

    /** Starts an attempt; the answer holds {@code attemptId} and {@code startUrl}. */
    static Answer start(ApiClient api, String connection, Map<String, String> more) {
        var body = new HashMap<String, Object>(more);
        body.putIfAbsent("accountName", "Someone's account");
        return api.post("/v1/connections/" + connection + "/authorize", body).expect(201);
    }

    /** Goes through an attempt at the sandbox without a real browser, as this account. */
    static void authorizeAtSandbox(
            ApiClient api, String connection, String account, String accountName) {
        var started = start(api, connection, Map.of("accountName", accountName));
        var browser = new PlainBrowser();
        var request = browser.goOn(URI.create(started.text("/startUrl")));
        browser.arrive(new Visitor(account).allow(request));
        awaitStatus(api, started, "completed");
    }

    /** Goes through an attempt at a stub, and returns the callback's address. */
    static URI authorizeAtStub(
            ApiClient api, String connection, PlainBrowser browser, String code) {
        var started = start(api, connection, Map.of());
        var request = browser.goOn(URI.create(started.text("/startUrl")));
        var callback = ServiceStub.callback(request, Map.of("code", code));
        browser.arrive(callback);
        awaitStatus(api, started, "completed");
        return callback;
    }

    /** Publishes a service that was posted, and returns its id. */
    static String publish(ApiClient admin, Map<String, Object> posted) {
        var id = admin.post("/v1/services", posted).expect(201).text("/id");
        admin.post("/v1/services/" + id + "/publish", Map.of()).expect(200);
        return id;
    }

    /** Waits until the attempt has this status, and returns how it is shown. */
    static Answer awaitStatus(ApiClient api, Answer started, String status) {
        var path = "/v1/attempts/" + started.text("/attemptId");
        return Awaitility.await(path)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> api.get(path).expect(200),
                        answer -> answer.text("/status").equals(status));
    }

    static String status(ApiClient api, Answer started) {
        return api.get("/v1/attempts/" + started.text("/attemptId")).expect(200).text("/status");
    }

    static void isConnected(ApiClient api, String connection) {
        assertThat(api.get("/v1/connections/" + connection).expect(200).text("/status"))
                .isEqualTo("connected");
    }

    static void isUntouched(ApiClient api, String connection) {
        var details = api.get("/v1/connections/" + connection).expect(200);
        assertThat(details.text("/status")).isIn("created", "authorizing");
        assertThat(details.json().has("authorization")).isFalse();
    }
}
