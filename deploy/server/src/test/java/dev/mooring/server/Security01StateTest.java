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

/** security.md 1: an answer is taken once, by its state, from the browser that was sent off. */
@ExtendWith(SharedHouse.class)
class Security01StateTest {

    @Test
    void security_1_aStateThatWasForgedLeavesTheAttemptPending(House house) {
        var attempt = new AtSandbox(house, "forged", Map.of());
        var callback = attempt.consents();

        var page = attempt.browser().arrive(AtSandbox.with(callback, "state", "A".repeat(43)));

        assertThat(page.statusCode()).as(page.body()).isBetween(400, 404);
        attempt.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void security_1_aBrowserWithoutTheCookieLeavesTheAttemptPending(House house) {
        var attempt = new AtSandbox(house, "no-cookie", Map.of());
        var other = new AtSandbox(house, "another-cookie", Map.of());
        var callback = attempt.consents();

        assertThat(new Browser().arrive(callback).statusCode()).isEqualTo(403);
        assertThat(other.browser().arrive(callback).statusCode()).isEqualTo(403);

        attempt.isPending();
        other.isPending();
        attempt.completesAt(callback);
    }

    @Test
    void security_1_aCallbackWorksOnce(House house) {
        var attempt = new AtSandbox(house, "twice", Map.of());
        var callback = attempt.consents();
        attempt.completesAt(callback);
        var before = Steps.history(attempt.client(), attempt.connection());

        assertThat(attempt.browser().arrive(callback).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(Steps.history(attempt.client(), attempt.connection())).isEqualTo(before);
        assertThat(Steps.status(attempt.client(), attempt.connection())).isEqualTo("connected");
    }
}
