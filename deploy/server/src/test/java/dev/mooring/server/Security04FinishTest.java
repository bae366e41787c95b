package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.AtSandbox;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 4: who starts is who finishes. */
@ExtendWith(SharedHouse.class)
class Security04FinishTest {

    @Test
    void security_4_withAReturnUrlTheBackendConfirmsBeforeTheCodeIsSent(House house) {
        var attempt = new AtSandbox(house, "confirms", Map.of("returnUrl", House.RETURN_URL));
        var back = Browser.location(attempt.browser().open(attempt.consents()));
        assertThat(back.toString()).startsWith(House.RETURN_URL + "?");
        assertThat(Steps.status(attempt.client(), attempt.connection())).isNotEqualTo("connected");

        var confirmed = attempt.confirm(attempt.client(), back).expect(200);

        assertThat(confirmed.text("/status")).isEqualTo("completed");
        assertThat(confirmed.headers().firstValueAsLong("Mooring-Position").orElse(0)).isPositive();
        Steps.awaitStatus(attempt.client(), attempt.started(), "completed");
        assertThat(Steps.status(attempt.client(), attempt.connection())).isEqualTo("connected");
        assertThat(attempt.confirm(attempt.client(), back).status()).isEqualTo(404);
    }

    /** security.md 4: what a victim's browser brings back is not the attacker's. */
    @Test
    void security_4_whoeverElseConfirmsIsRefusedAndTheCodeDropped(House house) {
        var attempt = new AtSandbox(house, "attacker", Map.of("returnUrl", House.RETURN_URL));
        var victim = house.as("victim");
        Steps.create(victim, "Mine");
        var back = Browser.location(attempt.browser().open(attempt.consents()));

        attempt.confirm(victim, back).expectProblem(403, "user.not_confirmed");

        assertThat(Steps.awaitStatus(attempt.client(), attempt.started(), "failed").text("/reason"))
                .isEqualTo("user_not_confirmed");
        assertThat(attempt.confirm(attempt.client(), back).status()).isBetween(403, 404);
        assertThat(Steps.status(attempt.client(), attempt.connection())).isEqualTo("created");
    }

    @Test
    void security_4_aReturnUrlThatIsNotInTheListIsRefused(House house) {
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

    /** The attacker started, the victim consents in his own browser: nobody has his account. */
    @Test
    void security_4_aVictimWhoOpensAnAttackersStartUrlCausesNoTokenRequest(House house) {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            var service = AtPeer.publish(house.admin(), peer.posted("Fixated", Map.of()));
            var attacker = house.as("fixes");
            var attempt =
                    AtPeer.begin(
                            attacker,
                            service,
                            List.of("read"),
                            Map.of(),
                            Map.of("returnUrl", House.RETURN_URL));
            var back =
                    Browser.location(attempt.browser().open(attempt.callback(Map.of("code", "c"))));
            assertThat(peer.calls("/token")).isEmpty();

            house.as("fixed")
                    .post(
                            attempt.path() + "/confirm",
                            Map.of("confirmation", Browser.parameters(back).get("confirmation")))
                    .expectProblem(403, "user.not_confirmed");
            assertThat(
                            attacker.post(
                                            attempt.path() + "/confirm",
                                            Map.of(
                                                    "confirmation",
                                                    Browser.parameters(back).get("confirmation")))
                                    .status())
                    .as("it is dropped, for the attacker too")
                    .isBetween(403, 404);

            assertThat(peer.calls("/token")).isEmpty();
        }
    }
}
