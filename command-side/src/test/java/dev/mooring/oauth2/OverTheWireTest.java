package dev.mooring.oauth2;

import static dev.mooring.oauth2.Fixtures.VERIFIER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.service.Auth;
import dev.mooring.outbound.Admission;
import dev.mooring.outbound.HttpOutbound;
import dev.mooring.outbound.Limits;
import dev.mooring.outbound.Outcome;
import dev.mooring.outbound.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** security.md 9, 10, 11, 15 with a server in place of a double. */
@Timeout(30)
class OverTheWireTest {

    private static final List<String> SCOPES = List.of("a");
    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(500), Duration.ofSeconds(1), 1024);

    private final HttpOutbound outbound =
            new HttpOutbound(new Admission(true, List.of(), List::of), LIMITS);
    private final OAuth2Calls calls = new OAuth2Calls(outbound);

    @AfterEach
    void close() {
        outbound.close();
    }

    @Test
    void anExchangeBringsTokens() throws Exception {
        try (var server =
                ScriptedServer.answering(
                        "200 OK\r\nContent-Type: application/json;charset=UTF-8",
                        "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":60}")) {
            var answer = calls.exchange(clientOf(server.uri("/token")), "c", VERIFIER, SCOPES);

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            TokenAnswer.Granted.class,
                            granted -> {
                                assertThat(granted.tokens().accessToken()).isEqualTo("at");
                                assertThat(granted.tokens().lifetime())
                                        .isEqualTo(Duration.ofMinutes(1));
                            });
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /token HTTP/1.1\r\n")
                    .contains(
                            "Content-Type: application/x-www-form-urlencoded",
                            "code=c",
                            "code_verifier=" + VERIFIER.value());
        }
    }

    @Test
    void security_9_anExchangeWhoseAnswerIsLostIsNotSentAgain() throws Exception {
        try (var server = ScriptedServer.playing(out -> {})) {
            var answer = calls.exchange(clientOf(server.uri("/token")), "c", VERIFIER, SCOPES);

            assertThat(answer).isEqualTo(new TokenAnswer.Unknown(null));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void security_10_aTokenEndpointThatRedirectsGetsTheCodeButNobodyElseDoes() throws Exception {
        try (var other = ScriptedServer.answering("200 OK", "{}");
                var server =
                        ScriptedServer.answering(
                                "307 Temporary Redirect\r\nLocation: " + other.uri("/"), "")) {
            var answer = calls.exchange(clientOf(server.uri("/token")), "c", VERIFIER, SCOPES);

            assertThat(answer)
                    .isEqualTo(new TokenAnswer.Unusable(307, TokenAnswer.Unusable.Reason.STATUS));
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void security_11_aTokenEndpointInsideIsNeverReached() throws Exception {
        try (var server = ScriptedServer.answering("200 OK", "{}");
                var production = new HttpOutbound(Admission.publicOnly(), LIMITS)) {
            for (var url :
                    List.of(
                            server.uri("/token").toString(),
                            "https://127.0.0.1:" + server.port() + "/token",
                            "https://169.254.169.254/token",
                            "https://[::ffff:169.254.169.254]/token")) {
                var answer =
                        new OAuth2Calls(production)
                                .exchange(clientOf(URI.create(url)), "c", VERIFIER, SCOPES);

                assertThat(answer)
                        .isEqualTo(new TokenAnswer.NotSent(Outcome.NotSent.Cause.ADDRESS_REFUSED));
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void security_15_aServiceThatDribblesIsAmbiguous() throws Exception {
        try (var server =
                ScriptedServer.playing(out -> {
                    out.write(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"
                                    .getBytes(US_ASCII));
                    out.flush();
                    new CountDownLatch(1).await();
                })) {
            var answer = calls.refresh(clientOf(server.uri("/token")), "r", SCOPES);

            assertThat(answer).isEqualTo(new TokenAnswer.Unknown(200));
        }
    }

    private static OAuth2Client clientOf(URI tokenUrl) {
        return new OAuth2Client(
                new Auth.OAuth2AuthorizationCode(
                        "https://login.example/authorize",
                        tokenUrl.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        Auth.ClientAuthentication.POST,
                        Auth.Pkce.S256,
                        Auth.Rotation.UNKNOWN,
                        " ",
                        Map.of(),
                        Map.of()),
                "client",
                "s3cret",
                URI.create("https://mooring.example/callback/reg_1"));
    }
}
