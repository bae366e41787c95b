package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Steps;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The window, in an installation where it is short. */
class LateCallbackTest {

    @Test
    void aLateCallbackChangesNothingButHistoryAndARetryWorks() {
        try (var house = House.start("mooring.authorizing.window=PT2S")) {
            var client = house.as("late");
            var connection = Steps.create(client, "Things");
            var started = Steps.start(client, connection, "authorize", Map.of());
            assertThat(Steps.attempt(client, started).json().path("secondsLeft").asInt())
                    .isBetween(0, 2);
            var browser = new Browser();
            var callback = new Visitor("ada").allow(browser.goOn(Steps.startUrl(started)));

            Steps.awaitStatus(client, started, "expired");
            var page = browser.arrive(callback);

            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("The window has closed");
            browser.arrive(callback);
            assertThat(Steps.status(client, connection)).isEqualTo("created");
            assertThat(Steps.attempt(client, started).text("/status")).isEqualTo("expired");
            assertThat(Steps.history(client, connection))
                    .containsExactly(
                            "connection.created",
                            "connection.authorization_started",
                            "connection.authorization_expired",
                            "connection.callback_came_late");

            Steps.authorize(client, connection, "authorize", "ada", "Ada");
        }
    }
}
