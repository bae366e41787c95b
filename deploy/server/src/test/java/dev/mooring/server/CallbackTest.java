package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who starts is who finishes, once, and nothing else changes anything (security.md 1–5, 8, 9). */
@ExtendWith(SharedHouse.class)
class CallbackTest {

    @Test
    void aStateThatWasForgedLeavesTheAttemptPending(House house) {
        var attempt = new Attempted(house, "forged", Map.of());
        var callback = attempt.consents();

        var page = attempt.browser.arrive(with(callback, "state", "A".repeat(43)));

        assertThat(page.statusCode()).as(page.body()).isBetween(400, 404);
        attempt.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void aBrowserWithoutTheCookieLeavesTheAttemptPending(House house) {
        var attempt = new Attempted(house, "no-cookie", Map.of());
        var other = new Attempted(house, "another-cookie", Map.of());
        var callback = attempt.consents();

        assertThat(new Browser().arrive(callback).statusCode()).isEqualTo(403);
        assertThat(other.browser.arrive(callback).statusCode()).isEqualTo(403);

        attempt.isPending();
        other.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void aCallbackWorksOnce(House house) {
        var attempt = new Attempted(house, "twice", Map.of());
        var callback = attempt.consents();
        attempt.completesAt(callback);
        var before = Steps.history(attempt.client, attempt.connection);

        assertThat(attempt.browser.arrive(callback).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(Steps.history(attempt.client, attempt.connection)).isEqualTo(before);
        assertThat(Steps.status(attempt.client, attempt.connection)).isEqualTo("connected");
    }

    @Test
    void aHostileDescriptionIsShownHarmless(House house) {
        var attempt = new Attempted(house, "hostile", Map.of());
        var hostile = "<script>alert(1)</script>" + "x".repeat(900);
        var callback =
                URI.create(
                        with(attempt.consents(), "error", "server_error")
                                        .toString()
                                        .replaceFirst("code=[^&]*&?", "")
                                + "&error_description="
                                + hostile.replace("<", "%3C")
                                        .replace(">", "%3E")
                                        .replace("(", "%28")
                                        .replace(")", "%29"));

        var page = attempt.browser.arrive(callback);

        assertThat(page.body())
                .contains("Not connected", "&lt;script&gt;")
                .doesNotContain("<script", "x".repeat(300));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        Steps.awaitStatus(attempt.client, attempt.started, "failed");
        assertThat(Steps.status(attempt.client, attempt.connection)).isEqualTo("created");
        Steps.authorize(attempt.client, attempt.connection, "authorize", "ada", "Ada");
    }

    @Test
    void whoDeniesIsNotConnectedAndMayTryAgain(House house) {
        var attempt = new Attempted(house, "denies", Map.of());

        var page = attempt.browser.arrive(new Visitor("ada").deny(attempt.request));

        assertThat(page.body()).contains("Not connected");
        assertThat(Steps.awaitStatus(attempt.client, attempt.started, "failed").text("/reason"))
                .isEqualTo("access_denied");
        Steps.authorize(attempt.client, attempt.connection, "authorize", "ada", "Ada");
    }

    @Test
    void aCodeBesideAnErrorAndDoubledParametersAreUnreadable(House house) {
        var attempt = new Attempted(house, "doubled", Map.of());
        var callback = attempt.consents();

        for (var more : new String[] {"&error=access_denied", "&code=other", "&state=other"}) {
            var page = attempt.browser.arrive(URI.create(callback + more));
            assertThat(page.statusCode()).as(more).isEqualTo(400);
        }
        attempt.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void aLookConsumesNothingAndOnlyTheSameOriginGoesOn(House house) {
        var client = house.as("looks");
        var connection = Steps.create(client, "Things");
        var startUrl = Steps.startUrl(Steps.start(client, connection, "authorize", Map.of()));
        var browser = new Browser();

        assertThat(browser.send("HEAD", startUrl, "none").statusCode()).isEqualTo(405);
        assertThat(browser.send("POST", startUrl, "cross-site").statusCode()).isEqualTo(403);
        for (var look = 0; look < 2; look++) {
            var page = browser.open(startUrl);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Sandbox", "looks", "contacts.read", "localhost");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains(
                            "form-action 'self' http://localhost:"
                                    + house.sandbox().issuer().getPort());
            assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        }
        var onward = browser.press(startUrl);
        assertThat(onward.statusCode()).isEqualTo(303);
        assertThat(onward.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("mooring-")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=120");
        assertThat(browser.press(startUrl).statusCode()).as("a ticket's second use").isEqualTo(410);
    }

    @Test
    void theCallbackTakesNoPost(House house) {
        var attempt = new Attempted(house, "post", Map.of());
        var callback = attempt.consents();

        assertThat(attempt.browser.send("POST", callback, "cross-site").statusCode())
                .isEqualTo(405);
        attempt.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void aHostThatIsNotOursIsMisdirected(House house) throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", house.url().getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /outcome/connected HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void withAReturnUrlTheBackendConfirmsBeforeTheCodeIsSent(House house) {
        var attempt = new Attempted(house, "confirms", Map.of("returnUrl", House.RETURN_URL));
        var back = Browser.location(attempt.browser.open(attempt.consents()));
        assertThat(back.toString()).startsWith(House.RETURN_URL + "?");
        assertThat(Steps.status(attempt.client, attempt.connection)).isNotEqualTo("connected");

        var confirmed = attempt.confirm(attempt.client, back).expect(200);

        assertThat(confirmed.text("/status")).isEqualTo("completed");
        assertThat(confirmed.headers().firstValueAsLong("Mooring-Position").orElse(0)).isPositive();
        Steps.awaitStatus(attempt.client, attempt.started, "completed");
        assertThat(Steps.status(attempt.client, attempt.connection)).isEqualTo("connected");
        assertThat(attempt.confirm(attempt.client, back).status()).isEqualTo(404);
    }

    /** security.md 4: what a victim's browser brings back is not the attacker's. */
    @Test
    void whoeverElseConfirmsIsRefusedAndTheCodeDropped(House house) {
        var attempt = new Attempted(house, "attacker", Map.of("returnUrl", House.RETURN_URL));
        var victim = house.as("victim");
        Steps.create(victim, "Mine");
        var back = Browser.location(attempt.browser.open(attempt.consents()));

        attempt.confirm(victim, back).expectProblem(403, "user.not_confirmed");

        assertThat(Steps.awaitStatus(attempt.client, attempt.started, "failed").text("/reason"))
                .isEqualTo("user_not_confirmed");
        assertThat(attempt.confirm(attempt.client, back).status()).isBetween(403, 404);
        assertThat(Steps.status(attempt.client, attempt.connection)).isEqualTo("created");
    }

    @Test
    void aReturnUrlThatIsNotInTheListIsRefused(House house) {
        var client = house.as("elsewhere");
        var connection = Steps.create(client, "Things");
        for (var url :
                new String[] {House.RETURN_URL + "/more", "https://evil.example/", "/back"}) {
            client.post(
                            "/v1/connections/" + connection + "/authorize",
                            Map.of("accountName", "Mine", "returnUrl", url))
                    .expectProblem(422, "return_url.not_allowed");
        }
        assertThat(Steps.status(client, connection)).isEqualTo("created");
    }

    private static URI with(URI url, String name, String value) {
        var text = url.toString();
        var changed = text.replaceFirst("([?&])" + name + "=[^&]*", "$1" + name + "=" + value);
        return URI.create(changed.equals(text) ? text + "&" + name + "=" + value : changed);
    }

    /** An attempt whose browser is at the sandbox. */
    private static final class Attempted {

        private final Client client;
        private final String connection;
        private final Answer started;
        private final Browser browser = new Browser();
        private final URI request;

        Attempted(House house, String user, Map<String, String> more) {
            client = house.as(user);
            connection = Steps.create(client, "Things");
            started = Steps.start(client, connection, "authorize", more);
            request = browser.goOn(Steps.startUrl(started));
        }

        URI consents() {
            return new Visitor("ada").allow(request);
        }

        void isPending() {
            assertThat(Steps.attempt(client, started).text("/status")).isEqualTo("pending");
        }

        void completesAt(URI callback) {
            var page = browser.arrive(callback);
            assertThat(page.uri().getPath()).as(page.body()).isEqualTo("/outcome/connected");
            Steps.awaitStatus(client, started, "completed");
        }

        Answer confirm(Client by, URI back) {
            return by.post(
                    "/v1/attempts/" + started.text("/attemptId") + "/confirm",
                    Map.of("confirmation", Browser.parameters(back).get("confirmation")));
        }
    }
}
