package dev.mooring.oauth2;

import static dev.mooring.oauth2.Fixtures.VERIFIER;
import static dev.mooring.oauth2.Fixtures.client;
import static dev.mooring.oauth2.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.oauth2.Fixtures.Played;
import dev.mooring.oauth2.TokenAnswer.Granted;
import dev.mooring.oauth2.TokenAnswer.NotSent;
import dev.mooring.oauth2.TokenAnswer.Refused;
import dev.mooring.oauth2.TokenAnswer.TryLater;
import dev.mooring.oauth2.TokenAnswer.Unknown;
import dev.mooring.oauth2.TokenAnswer.Unusable;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** security.md 9, 10, 13, 15: what an answer is worth. */
class Security10TokenAnswersTest {

    private static final List<String> ASKED = List.of("a", "b");

    @Test
    void security_10_aCompleteAnswerIsReadInFull() {
        var body =
                """
                {"access_token":"at","token_type":"Bearer","expires_in":3600,
                 "refresh_token":"rt","id_token":"idt","scope":"a b","extra":{"x":[1]}}
                """;

        assertThat(read(json(200, body)))
                .isEqualTo(
                        new Granted(
                                new Tokens(
                                        "at",
                                        Duration.ofHours(1),
                                        "rt",
                                        "idt",
                                        ASKED,
                                        List.of(),
                                        body)));
    }

    @ParameterizedTest(name = "{0}: {1}, {2} missing")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                    | a,b   | ''
                    ,"scope":null         | a,b   | ''
                    ,"scope":""           | a,b   | ''
                    ,"scope":"a"          | a     | b
                    ,"scope":"b  a"       | b,a   | ''
                    ,"scope":"a c"        | a,c   | b
                    ,"scope":"a,b"        | 'a,b' | a,b
                    """)
    void security_10_narrowedScopesAreRecorded(String member, String granted, String missing) {
        var tokens = granted(member);

        assertThat(String.join(",", tokens.grantedScopes())).isEqualTo(granted);
        assertThat(String.join(",", tokens.missingScopes())).isEqualTo(missing);
    }

    @Test
    void security_10_aServicesOwnSeparatorIsUnderstoodBothWays() {
        var body = "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"scope\":\"%s\"}";
        for (String scope : List.of("a,b", "a b", "a, b")) {
            var answer = TokenAnswers.read(json(200, body.formatted(scope)), ASKED, ",");
            assertThat(((Granted) answer).tokens().grantedScopes()).isEqualTo(ASKED);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "3600, PT1H",
        "'\"3600\"', PT1H",
        "1, PT1S",
        "315360000, PT87600H",
        "315360001, ",
        "999999999999999999, ",
        "null, ",
    })
    void security_10_aSaneLifetimeIsKept(String expiresIn, Duration lifetime) {
        assertThat(granted(",\"expires_in\":" + expiresIn).lifetime()).isEqualTo(lifetime);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                                 | ACCESS_TOKEN
                    {"access_token":"","token_type":"bearer"}                          | ACCESS_TOKEN
                    {"access_token":7,"token_type":"bearer"}                           | ACCESS_TOKEN
                    {"access_token":"a b","token_type":"bearer"}                       | ACCESS_TOKEN
                    {"access_token":"a\\r\\nX: y","token_type":"bearer"}               | ACCESS_TOKEN
                    {"access_token":"ä","token_type":"bearer"}                         | ACCESS_TOKEN
                    {"access_token":"t"}                                               | TOKEN_TYPE
                    {"access_token":"t","token_type":"mac"}                            | TOKEN_TYPE
                    {"access_token":"t","token_type":"DPoP"}                           | TOKEN_TYPE
                    {"access_token":"t","token_type":["bearer"]}                       | TOKEN_TYPE
                    {"access_token":"t","token_type":"bearer","expires_in":0}          | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":-1}         | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":1.5}        | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":1e99}       | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":"soon"}     | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":true}       | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","expires_in":1234567890123456789} | EXPIRES_IN
                    {"access_token":"t","token_type":"bearer","scope":["a"]}           | MEMBER_TYPE
                    {"access_token":"t","token_type":"bearer","refresh_token":1}       | MEMBER_TYPE
                    {"access_token":"t","token_type":"bearer","id_token":{}}           | MEMBER_TYPE
                    """)
    void security_10_anInsaneAnswerIsUnusable(String body, Unusable.Reason reason) {
        assertThat(read(json(200, body))).isEqualTo(new Unusable(200, reason));
    }

    @Test
    void security_10_noNewRefreshTokenMeansKeepTheOld() {
        var without = json(200, "{\"access_token\":\"t2\",\"token_type\":\"bearer\"}");
        var empty =
                json(
                        200,
                        "{\"access_token\":\"t2\",\"token_type\":\"bearer\",\"refresh_token\":\"\"}");
        var rotated =
                json(
                        200,
                        "{\"access_token\":\"t2\",\"token_type\":\"bearer\",\"refresh_token\":\"r2\"}");

        assertThat(refreshed(without).refreshToken()).isEqualTo("r1");
        assertThat(refreshed(empty).refreshToken()).isEqualTo("r1");
        assertThat(refreshed(rotated).refreshToken()).isEqualTo("r2");
    }

    static Stream<Map.Entry<Outcome, TokenAnswer>> worth() {
        return Stream.of(
                Map.entry(
                        new Outcome.NotSent(Outcome.NotSent.Cause.TLS_FAILED),
                        new NotSent(Outcome.NotSent.Cause.TLS_FAILED)),
                Map.entry(
                        new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TIMED_OUT, null),
                        new Unknown(null)),
                Map.entry(
                        new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TOO_LARGE, 200),
                        new Unknown(200)),
                Map.entry(json(502, "{}"), new Unknown(502)),
                Map.entry(json(504, "{\"error\":\"invalid_grant\"}"), new Unknown(504)),
                Map.entry(json(500, "{}"), new TryLater(500, null)),
                Map.entry(json(503, "{\"error\":\"invalid_grant\"}"), new TryLater(503, null)),
                Map.entry(
                        new Outcome.Answered(
                                429, new Headers(Map.of("Retry-After", List.of("7"))), ""),
                        new TryLater(429, Duration.ofSeconds(7))),
                Map.entry(json(302, "{}"), new Unusable(302, Unusable.Reason.STATUS)),
                Map.entry(
                        Fixtures.answered(200, "text/html", "<html>"),
                        new Unusable(200, Unusable.Reason.NOT_JSON)),
                Map.entry(
                        Fixtures.answered(403, "text/html", "<html>"),
                        new Unusable(403, Unusable.Reason.NOT_JSON)),
                Map.entry(json(400, "{}"), new Unusable(400, Unusable.Reason.NO_ERROR_CODE)),
                Map.entry(
                        json(400, "{\"error\":{\"code\":1}}"),
                        new Unusable(400, Unusable.Reason.NO_ERROR_CODE)),
                Map.entry(
                        json(400, "{\"error\":\"invalid_grant\"}"),
                        new Refused(400, "invalid_grant", null)),
                Map.entry(
                        json(401, "{\"error\":\"invalid_client\",\"error_description\":\"a\\nb\"}"),
                        new Refused(401, "invalid_client", "a b")),
                Map.entry(
                        json(200, "{\"error\":\"bad_verification_code\"}"),
                        new Refused(200, "bad_verification_code", null)));
    }

    @ParameterizedTest
    @MethodSource("worth")
    void security_15_eachOutcomeIsToldApart(Map.Entry<Outcome, TokenAnswer> row) {
        assertThat(read(row.getKey())).isEqualTo(row.getValue());
    }

    @Test
    void security_15_onlyInvalidGrantMeansReauthorize() {
        assertThat(new Refused(400, "invalid_grant", null).grantIsGone()).isTrue();
        assertThat(new Refused(401, "invalid_client", null).grantIsGone()).isFalse();
        assertThat(new Refused(401, "invalid_client", null).clientIsRefused()).isTrue();
        assertThat(new Refused(400, "invalid_request", null).clientIsRefused()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Outcome.NotSent.Cause.class)
    void security_9_anExchangeIsSentOnceEvenWhenNothingLeft(Outcome.NotSent.Cause cause) {
        assertSentOnce(new Outcome.NotSent(cause));
    }

    @ParameterizedTest
    @CsvSource({"200", "400", "401", "429", "500", "502", "503", "504", "302"})
    void security_9_anExchangeIsSentOnceWhateverTheAnswer(int status) {
        assertSentOnce(json(status, "{}"));
    }

    @ParameterizedTest
    @EnumSource(Outcome.Ambiguous.Cause.class)
    void security_9_anExchangeIsSentOnceWhenTheAnswerIsLost(Outcome.Ambiguous.Cause cause) {
        assertSentOnce(new Outcome.Ambiguous(cause, null));
    }

    @ParameterizedTest(name = "{0} with Retry-After {1}: {2}")
    @CsvSource({
        "3, , PT3S",
        "999999999, , PT24H",
        "'Tue, 24 Nov 2026 08:00:30 GMT', 'Tue, 24 Nov 2026 08:00:00 GMT', PT30S",
        "'Tue, 24 Nov 2026 08:00:30 GMT', , ",
        "'Tue, 24 Nov 2026 07:00:00 GMT', 'Tue, 24 Nov 2026 08:00:00 GMT', ",
        "soon, , ",
        "-1, , ",
    })
    void security_13_aRevocationIsRetriedAsTold(String retryAfter, String date, Duration after) {
        var fields = new java.util.HashMap<String, List<String>>();
        fields.put("Retry-After", List.of(retryAfter));
        if (date != null) {
            fields.put("Date", List.of(date));
        }

        assertThat(RevocationAnswer.of(new Outcome.Answered(503, new Headers(fields), "")))
                .isEqualTo(new RevocationAnswer.TryLater(after));
    }

    @Test
    void security_13_aRevocationOfAnUnknownTokenIsSuccess() {
        assertThat(RevocationAnswer.of(json(200, ""))).isEqualTo(new RevocationAnswer.Revoked());
        assertThat(RevocationAnswer.of(json(400, "{\"error\":\"unsupported_token_type\"}")))
                .isEqualTo(new RevocationAnswer.Refused(400, "unsupported_token_type"));
        assertThat(
                        RevocationAnswer.of(
                                new Outcome.Ambiguous(
                                        Outcome.Ambiguous.Cause.CONNECTION_LOST, null)))
                .isEqualTo(new RevocationAnswer.TryLater(null));
    }

    @Test
    void security_13_theRefreshTokenIsRevokedWhereThereIsOne() {
        var outbound = new Played(json(200, ""), json(200, ""));
        var calls = new OAuth2Calls(outbound);

        assertThat(calls.revoke(client(), "at", "rt")).contains(new RevocationAnswer.Revoked());
        assertThat(calls.revoke(client(), "at", null)).isPresent();
        assertThat(outbound.requests.get(0).body().text()).contains("token=rt");
        assertThat(outbound.requests.get(1).body().text()).contains("token=at");
    }

    @Test
    void security_17_tokensAreNotPrinted() {
        var tokens =
                ((Granted)
                                read(
                                        json(
                                                200,
                                                "{\"access_token\":\"s3cret\",\"token_type\":\"bearer\","
                                                        + "\"refresh_token\":\"s3cret\"}")))
                        .tokens();

        assertThat(tokens.toString()).doesNotContain("s3cret");
    }

    private static void assertSentOnce(Outcome outcome) {
        var outbound = new Played(outcome);
        new OAuth2Calls(outbound).exchange(client(), "code", VERIFIER, ASKED);
        assertThat(outbound.requests).hasSize(1);
    }

    private static Tokens refreshed(Outcome outcome) {
        var answer = new OAuth2Calls(new Played(outcome)).refresh(client(), "r1", ASKED);
        return ((Granted) answer).tokens();
    }

    private static Tokens granted(String members) {
        var body = "{\"access_token\":\"t\",\"token_type\":\"bearer\"" + members + "}";
        return ((Granted) read(json(200, body))).tokens();
    }

    private static TokenAnswer read(Outcome outcome) {
        return TokenAnswers.read(outcome, ASKED, " ");
    }
}
