package dev.mooring.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.oauth2.Discovery.Answer;
import dev.mooring.oauth2.Discovery.Why;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 12: where metadata is asked for, and whose word it is (RFC 8414 §3). */
class Security12MetadataTest {

    private static final String ISSUER = "https://acme.example/tenant";

    @ParameterizedTest
    @CsvSource({
        "https://a.example,      https://a.example/.well-known/openid-configuration,"
                + " https://a.example/.well-known/oauth-authorization-server",
        "https://a.example/,     https://a.example/.well-known/openid-configuration,"
                + " https://a.example/.well-known/oauth-authorization-server",
        "https://a.example:1/x/y, https://a.example:1/x/y/.well-known/openid-configuration,"
                + " https://a.example:1/.well-known/oauth-authorization-server/x/y",
        "https://a.example/x/,   https://a.example/x/.well-known/openid-configuration,"
                + " https://a.example/.well-known/oauth-authorization-server/x",
    })
    void security_12_metadataIsWhereTheStandardsHaveIt(String issuer, URI openId, URI oauth) {
        assertThat(Discovery.addresses(issuer)).containsExactly(openId, oauth);
    }

    @Test
    void security_12_metadataIsReadAsFarAsItIsUsed() {
        var answer =
                ask(
                        json(
                                """
                                {"issuer": "https://acme.example/tenant", "authorization_endpoint": "a",
                                 "token_endpoint": "t", "jwks_uri": null, "more": {"x": [1]},
                                 "code_challenge_methods_supported": ["S256"],
                                 "authorization_response_iss_parameter_supported": true}
                                """));

        assertThat(answer)
                .isEqualTo(
                        new Answer.Found(
                                new ServerMetadata(
                                        ISSUER,
                                        "a",
                                        "t",
                                        null,
                                        null,
                                        null,
                                        null,
                                        List.of("S256"),
                                        true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.example/tenant/",
                "https://acme.example/Tenant",
                "https://ACME.example/tenant",
                "https://acme.example:443/tenant",
                "",
            })
    void security_12_anotherIssuersWordIsNotTaken(String told) {
        assertThat(ask(json("{\"issuer\": \"%s\"}".formatted(told))))
                .isEqualTo(new Answer.OfAnother(told));
    }

    @Test
    void security_12_anotherIssuerIsNotAskedForAtTheSecondAddress() {
        var asked = new ArrayList<URI>();
        var discovery =
                new Discovery(request -> {
                    asked.add(request.uri());
                    return json("{\"issuer\": \"https://evil.example\"}");
                });

        discovery.ask(ISSUER);

        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"issuer\": 1}",
                "not json",
                "{\"issuer\": \"https://acme.example/tenant\", \"token_endpoint\": [\"t\"]}",
                "{\"issuer\": \"https://acme.example/tenant\", \"response_types_supported\": \"code\"}",
                "{\"issuer\": \"https://acme.example/tenant\", \"issuer\": \"https://acme.example/tenant\"}",
            })
    void security_12_whatIsNoMetadataIsNone(String body) {
        assertThat(ask(json(body))).isEqualTo(new Answer.None(Why.NOT_THERE));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 404})
    void security_12_whatIsNotThereIsNone(int status) {
        assertThat(ask(answer(status, "{\"issuer\": \"" + ISSUER + "\"}")))
                .isEqualTo(new Answer.None(Why.NOT_THERE));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void security_12_whoSaysLaterIsNotAskedElsewhere(int status) {
        assertThat(ask(answer(status, ""))).isEqualTo(new Answer.None(Why.NOT_ANSWERED));
    }

    @ParameterizedTest
    @EnumSource(Outcome.NotSent.Cause.class)
    void security_12_whatMayNotBeCalledIsTold(Outcome.NotSent.Cause cause) {
        assertThat(ask(new Outcome.NotSent(cause))).isInstanceOf(Answer.None.class);
        assertThat(ask(new Outcome.NotSent(Outcome.NotSent.Cause.ADDRESS_REFUSED)))
                .isEqualTo(ask(new Outcome.NotSent(Outcome.NotSent.Cause.NAME_UNRESOLVED)))
                .isEqualTo(new Answer.None(Why.NOT_CALLED));
    }

    private static Answer ask(Outcome outcome) {
        return new Discovery(request -> outcome).ask(ISSUER);
    }

    private static Outcome json(String body) {
        return answer(200, body);
    }

    private static Outcome answer(int status, String body) {
        return new Outcome.Answered(
                status, new Headers(Map.of("Content-Type", List.of("application/json"))), body);
    }
}
