package dev.mooring.oauth2;

import static dev.mooring.oauth2.Fixtures.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.oauth2.Callback.Consented;
import dev.mooring.oauth2.Callback.Refused;
import dev.mooring.oauth2.Callback.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** security.md 8 and 5: what the browser brings is read strictly, and its text is hostile. */
class Security08CallbackTest {

    private static final String S = "state=" + STATE.value();

    @Test
    void security_8_aCodeIsReadWithItsStateAndIssuer() {
        assertThat(Callback.parse("code=a%2Fb%2Bc&" + S + "&iss=https%3A%2F%2Flogin.example&x=1"))
                .isEqualTo(new Consented(STATE, "a/b+c", "https://login.example"));
    }

    @Test
    void security_8_anErrorIsReadWithItsStateAndIssuer() {
        assertThat(
                        Callback.parse(
                                "error=access_denied&error_description=no+thanks&"
                                        + S
                                        + "&iss=https://login.example"))
                .isEqualTo(
                        new Refused(STATE, "access_denied", "no thanks", "https://login.example"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', STATE",
        "code=a, STATE",
        "error=x, STATE",
        "code=a&state=, STATE",
        "code=a&state=short, STATE",
        "code=a&state=$S$S, STATE",
        "code=a&state=%24ne&state[$ne]=1, STATE",
        "code=a&$S&$S, REPEATED_PARAMETER",
        "code=a&code=b&$S, REPEATED_PARAMETER",
        "code=a&%63ode=b&$S, REPEATED_PARAMETER",
        "error=a&error=b&$S, REPEATED_PARAMETER",
        "code=a&$S&iss=https://a&iss=https://b, REPEATED_PARAMETER",
        "code=a&$S&x=1&x=2, REPEATED_PARAMETER",
        "code=a&error=access_denied&$S, CODE_AND_ERROR",
        "$S, NEITHER_CODE_NOR_ERROR",
        "code=&$S, NEITHER_CODE_NOR_ERROR",
        "access_token=t&token_type=bearer&$S, NEITHER_CODE_NOR_ERROR",
        "code=%zz&$S, NOT_ENCODED",
        "code=a%&$S, NOT_ENCODED",
        "error=%22&$S, ERROR_CODE",
        "error=%5C&$S, ERROR_CODE",
        "error=a%0Ab&$S, ERROR_CODE",
        "error=%C3%A4&$S, ERROR_CODE",
    })
    void security_8_whatIsNotACallbackTouchesNothing(String query, Unreadable.Reason reason) {
        assertThat(Callback.parse(query.replace("$S", S))).isEqualTo(new Unreadable(reason));
    }

    @Test
    void security_8_whatIsTooLargeIsNotRead() {
        assertThat(Callback.parse("code=" + "a".repeat(8 * 1024) + "&" + S))
                .isEqualTo(new Unreadable(Unreadable.Reason.TOO_LARGE));
        assertThat(Callback.parse("code=" + "a".repeat(4 * 1024 + 1) + "&" + S))
                .isEqualTo(new Unreadable(Unreadable.Reason.TOO_LARGE));
        assertThat(Callback.parse("error=" + "a".repeat(65) + "&" + S))
                .isEqualTo(new Unreadable(Unreadable.Reason.ERROR_CODE));
        assertThat(Callback.parse(null)).isEqualTo(new Unreadable(Unreadable.Reason.STATE));
    }

    @Test
    void security_8_anErrorDescriptionIsOneShortPrintableLine() {
        assertThat(HostileText.clean("a\r\nSet-Cookie: x\0\u001b[31m\tb\u202Ec\u2028d\uFEFF"))
                .isEqualTo("a Set-Cookie: x [31m b c d");
        assertThat(HostileText.clean("\ud800x")).isEqualTo("x");
        assertThat(HostileText.clean("x".repeat(1_000_000))).hasSize(200).endsWith("x…");
        assertThat(HostileText.clean("\n".repeat(1_000_000))).isEmpty();
        var astral = HostileText.clean("😀".repeat(300));
        assertThat(astral.codePointCount(0, astral.length())).isEqualTo(200);
        assertThat(HostileText.clean("fine")).isEqualTo("fine");
    }

    @ParameterizedTest(name = "{0} where {1} is expected, promised {2}: {3}")
    @CsvSource({
        "https://login.example,       https://login.example, true,  true",
        "https://login.example,       https://login.example, false, true",
        "https://evil.example,        https://login.example, false, false",
        "https://login.example/,      https://login.example, false, false",
        "https://LOGIN.example,       https://login.example, false, false",
        "http://login.example,        https://login.example, false, false",
        "https://login.example:443,   https://login.example, false, false",
        ",                            https://login.example, true,  false",
        ",                            https://login.example, false, true",
        ",                            ,                      false, true",
        "https://any.example,         ,                      false, true",
    })
    void security_5_theIssuerIsComparedExactlyAndMissedWherePromised(
            String told, String expected, boolean promised, boolean accepted) {
        var client = Fixtures.client(service -> service.withIssuer(expected, promised));

        assertThat(client.issuer().accepts(told)).isEqualTo(accepted);
    }

    @Test
    void security_17_theCodeIsNotPrinted() {
        assertThat(Callback.parse("code=s3cret&" + S).toString())
                .doesNotContain("s3cret", STATE.value());
    }
}
