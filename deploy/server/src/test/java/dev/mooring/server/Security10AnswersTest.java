package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.Peer.Reply;
import dev.mooring.server.house.SharedHouse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** security.md 9 and 10: what a token endpoint may answer, and that a code is sent once. */
@ExtendWith(SharedHouse.class)
class Security10AnswersTest {

    private static final Map<String, String> CODE = Map.of("code", "c");
    private static final Map<String, Object> GOOD =
            Map.of("access_token", "at", "token_type", "Bearer", "expires_in", 60);

    /** An answer, and the reason for which its attempt fails. */
    record Bad(String what, Reply reply, String reason) {

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Bad> bad() {
        return List.of(
                new Bad("html", typed("text/html", "<html>"), "answer_invalid"),
                new Bad(
                        "json as text",
                        typed("text/plain", "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}"),
                        "answer_invalid"),
                new Bad("no json", typed("application/json", "at"), "answer_invalid"),
                new Bad(
                        "json nested too deeply",
                        typed(
                                "application/json",
                                "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"),
                        "answer_invalid"),
                new Bad(
                        "more than is read",
                        typed("application/json", "{\"a\":\"" + "x".repeat(300_000) + "\"}"),
                        "exchange_interrupted"),
                new Bad("no token", Reply.json(Map.of("token_type", "Bearer")), "answer_invalid"),
                new Bad("no type", Reply.json(Map.of("access_token", "at")), "answer_invalid"),
                new Bad(
                        "another type",
                        Reply.json(Map.of("access_token", "at", "token_type", "mac")),
                        "answer_invalid"),
                new Bad(
                        "a lifetime below nothing",
                        Reply.json(
                                Map.of(
                                        "access_token", "at",
                                        "token_type", "Bearer",
                                        "expires_in", -1)),
                        "answer_invalid"),
                new Bad(
                        "a refusal",
                        Reply.json(400, Map.of("error", "invalid_grant")),
                        "exchange_refused"),
                new Bad("later", Reply.json(503, Map.of()), "service_unavailable"),
                new Bad("a gateway's doubt", Reply.json(502, Map.of()), "exchange_interrupted"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void security_10_whatIsNoSoundAnswerIsRefusedAndTheCodeNotSentAgain(Bad bad, House house) {
        try (var peer = Peer.start().on("/token", bad.reply())) {
            var name = "Bad " + Integer.toHexString(bad.what().hashCode());
            var service = AtPeer.publish(house.admin(), peer.posted(name, Map.of()));
            var attempt = AtPeer.begin(house.as("bad-answers"), service, List.of("read"), Map.of());

            attempt.failsWith(CODE, bad.reason());

            peer.on("/token", Reply.json(GOOD));
            assertThat(attempt.answers(CODE).statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(peer.calls("/token")).as("security 9: once").hasSize(1);
            attempt.credentials().expectProblem(409, "connection.not_authorized");
        }
    }

    @Test
    void security_10_narrowedScopesAreRecordedAndTold(House house) {
        try (var peer = Peer.start().givesTokens(Map.of("scope", "read"))) {
            var service = AtPeer.publish(house.admin(), peer.posted("Narrows", Map.of()));
            var attempt =
                    AtPeer.begin(
                            house.as("narrowed"), service, List.of("read", "openid"), Map.of());

            attempt.completesWith(CODE);

            var given = attempt.credentials().expect(200).json();
            assertThat(given.path("grantedScopes").valueStream().map(it -> it.asString()))
                    .containsExactly("read");
            assertThat(given.path("missingScopes").valueStream().map(it -> it.asString()))
                    .containsExactly("openid");
        }
    }

    @Test
    void security_10_aRefreshWithoutANewRefreshTokenKeepsTheOld(House house) {
        try (var peer = Peer.start()) {
            var issued = new AtomicInteger();
            peer.on(
                    "/token",
                    call -> {
                        var access = "access-" + issued.incrementAndGet();
                        return Reply.json(
                                call.form().containsKey("code")
                                        ? Map.of(
                                                "access_token",
                                                access,
                                                "token_type",
                                                "Bearer",
                                                "expires_in",
                                                2,
                                                "refresh_token",
                                                "the-one")
                                        : Map.of(
                                                "access_token",
                                                access,
                                                "token_type",
                                                "Bearer",
                                                "expires_in",
                                                2));
                    });
            var service = AtPeer.publish(house.admin(), peer.posted("Keeps", Map.of()));
            var attempt = AtPeer.begin(house.as("keeps"), service, List.of("read"), Map.of());
            attempt.completesWith(CODE);

            for (var refresh = 2; refresh < 5; refresh++) {
                var expected = "Bearer access-" + refresh;
                attempt.credentials(given -> given.text("/headers/Authorization").equals(expected));
            }
            assertThat(peer.calls("/token").stream().skip(1))
                    .allMatch(call -> "the-one".equals(call.form().get("refresh_token")));
        }
    }

    private static Reply typed(String type, String body) {
        return new Reply(200, Map.of("Content-Type", type), body);
    }
}
