package dev.mooring.authorizing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpCookie;

/** security.md 8 and 9: a service's words reach the clean URL in the browser alone, harmless. */
class Security09SaidCookieTest {

    private static final SaidCookie COOKIE = new SaidCookie(true);

    @Test
    void security_9_whatTheServiceSaidComesBackCleaned() {
        var set = COOKIE.set("quota\u202E exceeded;\r\nSet-Cookie: a=b \u00e9\ud83d\ude00");

        assertThat(set.getValue()).matches("[A-Za-z0-9_-]+");
        assertThat(COOKIE.read(List.of(set)))
                .contains("quota exceeded; Set-Cookie: a=b \u00e9\ud83d\ude00");
    }

    @Test
    void security_9_itIsThisHostsAloneAndSoonGone() {
        assertThat(COOKIE.set("no").toString())
                .startsWith("__Host-mooring_said=")
                .contains("; Path=/;", "; Max-Age=60;", "; Secure;", "; HttpOnly;", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(COOKIE.clear().toString()).contains("__Host-mooring_said=;", "; Max-Age=0;");
        assertThat(new SaidCookie(false).set("no").toString())
                .startsWith("mooring_said=")
                .doesNotContain("Secure");
    }

    @Test
    void security_9_aLongTextStaysSmallAndIsReadWhole() {
        var longest = "\ud83d\ude00".repeat(100_000);
        var set = COOKIE.set(longest);

        assertThat(set.getValue()).hasSizeLessThan(1_100);
        assertThat(COOKIE.read(List.of(set)).orElse("").codePointCount(0, 100)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "IA"})
    void security_9_aCookieThatSaysNothingIsNone(String value) {
        assertThat(COOKIE.read(List.of(new HttpCookie("__Host-mooring_said", value)))).isEmpty();
    }

    @Test
    void security_9_aCookieThatIsForgedIsCleanedAndATwofoldOneNotBelieved() {
        var forged = new HttpCookie("__Host-mooring_said", encoded("a\u0000\u202Eb"));

        assertThat(COOKIE.read(List.of(forged))).contains("a b");
        assertThat(COOKIE.read(List.of(forged, forged))).isEmpty();
        assertThat(COOKIE.read(List.of(new HttpCookie("mooring_said", encoded("a"))))).isEmpty();
        assertThat(COOKIE.read(List.of(new HttpCookie("__Host-mooring_said", "A".repeat(100_000)))))
                .isEmpty();
    }

    @Test
    void security_3_itIsNotCountedAmongAttempts() {
        assertThat(COOKIE.clear().getName()).doesNotStartWith("__Host-mooring-");
        assertThat(new SaidCookie(false).clear().getName()).doesNotStartWith("mooring-");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
