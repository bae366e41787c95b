package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An attempt that is watched. */
@ExtendWith(SharedHouse.class)
class AttemptStreamTest {

    @Test
    void anAttemptIsToldAtOnceAndAgainWhenItHasEndedAndThenTheStreamEnds(House house) {
        var client = house.as("watcher");
        var connection = Steps.create(client, "Watched");
        var started = Steps.start(client, connection, "authorize", Map.of());
        Steps.attempt(client, started);

        try (var told = client.stream("/v1/attempts/" + started.text("/attemptId"))) {
            var lines = told.iterator();
            assertThat(lines.next()).isEqualTo("event:attempt");
            assertThat(lines.next()).contains("\"status\":\"pending\"");

            var browser = new Browser();
            browser.arrive(new Visitor("ada").allow(browser.goOn(Steps.startUrl(started))));

            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).isEqualTo("event:attempt");
            assertThat(lines.next()).contains("\"status\":\"completed\"");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void anAttemptOfAnotherUserIsUnknownToAStreamToo(House house) {
        var owner = house.as("watched");
        var started = Steps.start(owner, Steps.create(owner, "Mine"), "authorize", Map.of());

        try (var told = house.as("onlooker").stream("/v1/attempts/" + started.text("/attemptId"))) {
            assertThat(told.toList()).singleElement().asString().contains("attempt.unknown");
        }
    }
}
