package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.Arrival;
import dev.mooring.acceptance.browser.Browser;
import dev.mooring.acceptance.http.Answer;
import dev.mooring.acceptance.http.ApiClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * What Mooring is for, from beginning to end, in small steps: create a connection, authorize it in
 * a browser, use it, reuse its authorization for a second one, reauthorize the first with another
 * account, and see that the second has not changed.
 *
 * <p>Between every two steps something may happen that must not matter.
 */
final class MainJob {

    private static final String PERSON = "someone";
    private static final String ADA = "Ada at work";
    private static final String GRACE = "Grace at home";
    private static final List<String> SCOPES = List.of("contacts.read", "contacts.create");

    private final ApiClient api;
    private final Browser browser;
    private final ServiceApi contacts;
    private final Runnable between;

    /**
     * @param api a client for one user, who has no connection yet
     * @param between happens between every two steps
     */
    MainJob(ApiClient api, Browser browser, ServiceApi contacts, Runnable between) {
        this.api = api;
        this.browser = browser;
        this.contacts = contacts;
        this.between = between;
    }

    void isDone() {
        var first = create("Books");
        assertThat(first.json().path("status").asString()).isEqualTo("created");
        assertThat(first.json().path("reusable")).isEmpty();
        var firstId = first.text("/id");
        between.run();

        refusesCredentials(firstId);
        between.run();

        var authorizing = start(firstId, "authorize", ADA);
        between.run();
        isAuthorizedInTheBrowser(authorizing, "ada");
        var granted = isConnected(firstId, ADA);
        between.run();

        add(firstId, "Only Ada knows");
        between.run();
        assertThat(known(firstId)).contains("Charles", "Only Ada knows");
        between.run();

        var second = create("Books, once more");
        var secondId = second.text("/id");
        between.run();
        isOffered(second, granted);
        var reused =
                api.post(path(secondId, "/reuse"), Map.of("authorizationId", granted)).expect(200);
        assertThat(reused.text("/status")).isEqualTo("connected");
        between.run();
        assertThat(isConnected(secondId, ADA)).isEqualTo(granted);
        between.run();
        assertThat(known(secondId)).contains("Only Ada knows");
        between.run();

        var reauthorizing = start(firstId, "reauthorize", GRACE);
        between.run();
        assertThat(known(firstId)).as("the old authorization serves on").contains("Only Ada knows");
        between.run();
        isAuthorizedInTheBrowser(reauthorizing, "grace");
        var replaced = isConnected(firstId, GRACE);
        assertThat(replaced).isNotEqualTo(granted);
        between.run();
        assertThat(known(firstId)).contains("Charles").doesNotContain("Only Ada knows");
        between.run();

        assertThat(isConnected(secondId, ADA)).isEqualTo(granted);
        between.run();
        assertThat(known(secondId)).contains("Only Ada knows");
        between.run();

        tellsItsHistory(firstId);
        assertThat(browser.troubles()).isEmpty();
    }

    private Answer create(String name) {
        return api.post(
                        "/v1/connections",
                        Map.of("service", "sandbox", "name", name, "scopes", SCOPES))
                .expect(201);
    }

    private void refusesCredentials(String connection) {
        api.get(path(connection, "/credentials")).expectProblem(409, "connection.not_authorized");
    }

    private Answer start(String connection, String how, String accountName) {
        return api.post(path(connection, "/" + how), Map.of("accountName", accountName))
                .expect(201);
    }

    private void isAuthorizedInTheBrowser(Answer started, String account) {
        var page = browser.open(PERSON, URI.create(started.text("/startUrl")));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("Sandbox", contacts.host(), "contacts.read");
        between.run();

        page = browser.press(PERSON, "button[type=submit]");
        between.run();
        if (isConsentOfAnother(page, account)) {
            page = browser.press(PERSON, "text=Use another account");
            between.run();
        }
        assertThat(page.title()).contains("Choose an account");
        page = browser.press(PERSON, "button[value=" + account + "]");
        assertThat(page.text()).contains(account + "@sandbox.example", "contacts.create");
        between.run();

        page = browser.press(PERSON, "button[value=allow]");
        var attempt = "/v1/attempts/" + started.text("/attemptId");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.title()).as("%s", api.get(attempt).body()).contains("Connected");
        assertThat(page.url()).as("a clean URL").doesNotContain("code=").doesNotContain("state=");
        between.run();

        Awaitility.await(attempt)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(api.get(attempt).expect(200).text("/status"))
                                .isEqualTo("completed"));
        between.run();
    }

    private static boolean isConsentOfAnother(Arrival page, String account) {
        return page.text().contains("Use another account") && !page.text().contains(account + "@");
    }

    /** Returns the authorization that it is connected by. */
    private String isConnected(String connection, String accountName) {
        var details = api.get(path(connection, "")).expect(200);
        assertThat(details.text("/status")).isEqualTo("connected");
        assertThat(details.text("/authorization/accountName")).isEqualTo(accountName);
        var card = card(connection);
        assertThat(card.path("status").asString()).isEqualTo("connected");
        assertThat(card.path("accountName").asString()).isEqualTo(accountName);
        return details.text("/authorization/id");
    }

    private JsonNode card(String connection) {
        return api.get("/v1/connections")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(card -> card.path("id").asString().equals(connection))
                .findFirst()
                .orElseThrow();
    }

    /** At creation and in the look-up, by the name of its account. */
    private void isOffered(Answer created, String authorization) {
        var lookup =
                api.post("/v1/reuse-lookup", Map.of("service", "sandbox", "scopes", SCOPES))
                        .expect(200);
        for (var answer : List.of(created, lookup)) {
            var offers = answer.json().path("reusable");
            assertThat(offers).as(answer.call()).hasSize(1);
            var offer = offers.get(0);
            assertThat(offer.path("authorizationId").asString()).isEqualTo(authorization);
            assertThat(offer.path("accountName").asString()).isEqualTo(ADA);
        }
    }

    private void add(String connection, String name) {
        contacts.add(credentials(connection), name);
    }

    private List<String> known(String connection) {
        return contacts.names(credentials(connection));
    }

    private JsonNode credentials(String connection) {
        return api.get(path(connection, "/credentials")).expect(200).json().path("headers");
    }

    private void tellsItsHistory(String connection) {
        var types =
                api.get(path(connection, "/history?limit=200"))
                        .expect(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(event -> event.path("subject").asString().equals(connection))
                        .map(event -> event.path("type").asString())
                        .toList();
        assertThat(types)
                .containsExactly(
                        "connection.created",
                        "connection.authorization_started",
                        "connection.callback_received",
                        "connection.authorized",
                        "connection.reauthorization_started",
                        "connection.callback_received",
                        "connection.reauthorized");
    }

    private static String path(String connection, String rest) {
        return "/v1/connections/" + connection + rest;
    }
}
