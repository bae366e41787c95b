package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import dev.mooring.server.house.AtSandbox;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 8 and 9: what comes back is hostile until it is read, and is read strictly. */
@ExtendWith(SharedHouse.class)
class Security08CallbackTest {

    @Test
    void security_8_aHostileDescriptionIsShownHarmless(House house) {
        var attempt = new AtSandbox(house, "hostile", Map.of());
        var hostile = "<script>alert(1)</script>" + "x".repeat(900);
        var callback =
                URI.create(
                        AtSandbox.with(attempt.consents(), "error", "server_error")
                                        .toString()
                                        .replaceFirst("code=[^&]*&?", "")
                                + "&error_description="
                                + hostile.replace("<", "%3C")
                                        .replace(">", "%3E")
                                        .replace("(", "%28")
                                        .replace(")", "%29"));

        var clean = Browser.location(attempt.browser().open(callback));
        assertThat(clean).hasPath("/outcome/failed").hasNoQuery().hasNoFragment();
        var page = attempt.browser().open(clean);

        assertThat(page.body())
                .contains("Not connected", "&lt;script&gt;")
                .doesNotContain("<script", "x".repeat(300));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(attempt.browser().open(clean).body())
                .as("what was said is shown once")
                .contains("Not connected")
                .doesNotContain("script");
        Steps.awaitStatus(attempt.client(), attempt.started(), "failed");
        assertThat(Steps.status(attempt.client(), attempt.connection())).isEqualTo("created");
        Steps.authorize(attempt.client(), attempt.connection(), "authorize", "ada", "Ada");
    }

    @Test
    void security_9_whoDeniesIsNotConnectedAndMayTryAgain(House house) {
        var attempt = new AtSandbox(house, "denies", Map.of());

        var page = attempt.browser().arrive(new Visitor("ada").deny(attempt.request()));

        assertThat(page.body()).contains("Not connected");
        assertThat(Steps.awaitStatus(attempt.client(), attempt.started(), "failed").text("/reason"))
                .isEqualTo("access_denied");
        Steps.authorize(attempt.client(), attempt.connection(), "authorize", "ada", "Ada");
    }

    @Test
    void security_8_aCodeBesideAnErrorAndDoubledParametersAreUnreadable(House house) {
        var attempt = new AtSandbox(house, "doubled", Map.of());
        var callback = attempt.consents();

        for (var more : new String[] {"&error=access_denied", "&code=other", "&state=other"}) {
            var page = attempt.browser().arrive(URI.create(callback + more));
            assertThat(page.statusCode()).as(more).isEqualTo(400);
        }
        attempt.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void security_8_aHostThatIsNotOursIsMisdirected(House house) throws Exception {
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
    void security_8_theRedirectUriIsConfiguredAndNotWhatARequestSays(House house) {
        var client = house.as("forwarded");
        var connection = Steps.create(client, "Things");
        var started = Steps.start(client, connection, "authorize", Map.of());
        var onward =
                new Browser()
                        .press(
                                Steps.startUrl(started),
                                Map.of(
                                        "X-Forwarded-Host", "evil.example",
                                        "X-Forwarded-Proto", "https",
                                        "Forwarded", "host=evil.example;proto=https"));

        assertThat(Browser.parameters(Browser.onward(onward)).get("redirect_uri"))
                .startsWith(house.url() + "/callback/");
        assertThat(onward.body()).doesNotContain("evil.example");
    }
}
