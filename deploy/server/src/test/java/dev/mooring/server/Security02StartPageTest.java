package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtSandbox;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 2 and 3: looking consumes nothing, and going on is this browser's alone. */
@ExtendWith(SharedHouse.class)
class Security02StartPageTest {

    @Test
    void security_2_aLookConsumesNothingAndOnlyTheSameOriginGoesOn(House house) {
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
        assertThat(onward.statusCode()).isEqualTo(200);
        assertThat(Browser.onward(onward).getPort()).isEqualTo(house.sandbox().issuer().getPort());
        assertThat(onward.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("mooring-")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=120");
        assertThat(browser.press(startUrl).statusCode()).as("a ticket's second use").isEqualTo(410);
    }

    @Test
    void security_3_theCallbackClearsTheAttemptsCookie(House house) {
        var attempt = new AtSandbox(house, "cleared", Map.of());

        var answer = attempt.browser().open(attempt.consents());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.matches("mooring-[^;]*=;.*Max-Age=0;.*"));
    }

    @Test
    void security_2_aTicketIsNowhereButInTheAnswerThatGaveIt(House house) {
        var attempt = new AtSandbox(house, "ticket", Map.of());
        var ticket = Steps.startUrl(attempt.started()).getPath().replaceFirst(".*/", "");

        assertThat(Steps.attempt(attempt.client(), attempt.started()).body())
                .doesNotContain(ticket, "startUrl");
        assertThat(
                        attempt.client()
                                .get("/v1/connections/" + attempt.connection() + "/history")
                                .expect(200)
                                .body())
                .doesNotContain(ticket);
    }
}
