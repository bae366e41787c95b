package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.SharedHouse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * security.md 5: an answer counts at its own client's redirect URI, as a GET's query, from its own
 * issuer, whether it brings a code or an error.
 */
@ExtendWith(SharedHouse.class)
class Security05IssuerTest {

    private static final List<String> READ = List.of("read");

    @Test
    void security_5_theIssuerIsComparedToTheCharacterOnCodesAndOnErrors(House house) {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            var issuer = peer.url("").toString();
            var service =
                    AtPeer.publish(
                            house.admin(), peer.posted("Has issuer", Map.of("issuer", issuer)));
            var attempt = AtPeer.begin(house.as("issuer"), service, READ, Map.of());

            for (var wrong : List.of(issuer + "/", issuer.toUpperCase(), "https://evil.example")) {
                for (var answer : List.of(Map.of("code", "c"), Map.of("error", "access_denied"))) {
                    var page = attempt.answers(with(answer, "iss", wrong));
                    assertThat(page.statusCode()).as(wrong).isEqualTo(400);
                    attempt.isPending();
                }
            }
            assertThat(peer.calls("/token")).isEmpty();
            attempt.completesWith(Map.of("code", "c", "iss", issuer));
        }
    }

    @Test
    void security_5_anIssuerThatIsPromisedIsRequiredOnErrorsToo(House house) {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            var issuer = peer.url("").toString();
            var service =
                    AtPeer.publish(
                            house.admin(),
                            peer.posted(
                                    "Promises issuer",
                                    Map.of("issuer", issuer, "issuerInResponse", true)));
            var attempt = AtPeer.begin(house.as("promised"), service, READ, Map.of());

            assertThat(attempt.answers(Map.of("code", "c")).statusCode()).isEqualTo(400);
            assertThat(attempt.answers(Map.of("error", "access_denied")).statusCode())
                    .isEqualTo(400);
            attempt.isPending();
            attempt.completesWith(Map.of("code", "c", "iss", issuer));
        }
    }

    @Test
    void security_5_anAnswerAtAnotherClientsRedirectUriChangesNothing(House house) {
        try (var honest = Peer.start().givesTokens(Map.of());
                var other = Peer.start().givesTokens(Map.of())) {
            var client = house.as("mixed-up");
            var attempt =
                    AtPeer.begin(
                            client,
                            AtPeer.publish(house.admin(), honest.posted("Honest", Map.of())),
                            READ,
                            Map.of());
            var elsewhere =
                    AtPeer.begin(
                            client,
                            AtPeer.publish(house.admin(), other.posted("Other", Map.of())),
                            READ,
                            Map.of());

            var diverted =
                    URI.create(
                            elsewhere
                                    .callback(Map.of("code", "c"))
                                    .toString()
                                    .replaceFirst(
                                            "state=[^&]*",
                                            "state="
                                                    + Browser.parameters(attempt.request())
                                                            .get("state")));
            assertThat(attempt.browser().arrive(diverted).statusCode()).isEqualTo(400);
            var nobodys =
                    URI.create(
                            attempt.callback(Map.of("code", "c"))
                                    .toString()
                                    .replaceFirst("/callback/[^?]*", "/callback/reg_unknown"));
            assertThat(attempt.browser().arrive(nobodys).statusCode()).isEqualTo(400);

            assertThat(honest.calls()).isEmpty();
            assertThat(other.calls()).isEmpty();
            attempt.isPending();
            elsewhere.isPending();
            attempt.completesWith(Map.of("code", "c"));
        }
    }

    @Test
    void security_5_onlyTheQueryOfAGetIsAnAnswer(House house) {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            var service = AtPeer.publish(house.admin(), peer.posted("Posts forms", Map.of()));
            var attempt = AtPeer.begin(house.as("form-post"), service, READ, Map.of());

            assertThat(Browser.parameters(attempt.request()))
                    .as("query is the default of code (OAuth 2.0 Multiple Response Types §2.1)")
                    .doesNotContainKey("response_mode")
                    .containsEntry("response_type", "code");
            for (var method : List.of("POST", "PUT", "HEAD")) {
                assertThat(
                                attempt.browser()
                                        .send(
                                                method,
                                                attempt.callback(Map.of("code", "c")),
                                                "cross-site")
                                        .statusCode())
                        .as(method)
                        .isEqualTo(405);
            }
            attempt.isPending();
            attempt.completesWith(Map.of("code", "c"));
        }
    }

    @Test
    void security_5_noServiceHasTheAnswerInAnotherMode(House house) {
        try (var peer = Peer.start()) {
            for (var mode : List.of("response_mode", "Response_Mode", "response_type")) {
                house.admin()
                        .post(
                                "/v1/services",
                                peer.posted(
                                        "Mode",
                                        Map.of("authorizeParameters", Map.of(mode, "form_post"))))
                        .expectProblem(400, "request.invalid");
            }
            house.admin()
                    .post(
                            "/v1/services",
                            peer.posted(
                                    "Mode",
                                    Map.of(
                                            "authorizeUrl",
                                            peer.url("/authorize?response_mode=fragment")
                                                    .toString())))
                    .expectProblem(400, "request.invalid");
        }
    }

    private static Map<String, String> with(Map<String, String> answer, String name, String value) {
        var more = new HashMap<>(answer);
        more.put(name, value);
        return more;
    }
}
