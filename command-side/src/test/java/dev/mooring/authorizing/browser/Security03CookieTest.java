package dev.mooring.authorizing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.oauth2.OneTimeSecret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;

/** security.md 3: one cookie per attempt, eight at most. */
class Security03CookieTest {

    private static final OneTimeSecret STATE = new OneTimeSecret("S".repeat(43));
    private static final OneTimeSecret VALUE = new OneTimeSecret("C".repeat(43));
    private static final AttemptCookies COOKIES = new AttemptCookies(true);

    @Test
    void security_3_theCookieIsBoundToTheHostAndOutOfReach() {
        var cookie = COOKIES.set(STATE, VALUE, List.of()).getFirst().toString();

        assertThat(cookie)
                .matches("__Host-mooring-[A-Za-z0-9_-]{16}=" + VALUE.value() + "; .*")
                .contains("; Path=/;", "; Max-Age=120;", "; Secure;", "; HttpOnly;")
                .contains("; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void security_3_onPlainHttpLoopbackThePrefixAndSecureFallAwayAndNothingElse() {
        var secure = COOKIES.set(STATE, VALUE, List.of()).getFirst().toString();
        var plain = new AttemptCookies(false).set(STATE, VALUE, List.of()).getFirst().toString();

        assertThat(plain)
                .isEqualTo(secure.replace("__Host-", "").replace("; Secure", ""))
                .startsWith("mooring-");
    }

    @Test
    void security_3_theCallbackClearsTheCookieOfItsState() {
        var cleared = COOKIES.clear(STATE);

        assertThat(cleared.getName()).isEqualTo(nameOf(STATE));
        assertThat(cleared.toString())
                .contains(nameOf(STATE) + "=;", "; Max-Age=0;", "; Path=/;", "; Secure;");
    }

    @Test
    void security_3_aCallbackReadsTheCookieOfItsStateAndNoOther() {
        var other = new OneTimeSecret("T".repeat(43));
        var present =
                List.of(
                        new HttpCookie("session", VALUE.value()),
                        new HttpCookie(nameOf(other), "O".repeat(43)),
                        new HttpCookie(nameOf(STATE), VALUE.value()));

        assertThat(COOKIES.read(STATE, present)).contains(VALUE);
        assertThat(COOKIES.read(new OneTimeSecret("U".repeat(43)), present)).isEmpty();
        assertThat(COOKIES.read(STATE, List.of(new HttpCookie(nameOf(STATE), "short")))).isEmpty();
        assertThat(new AttemptCookies(false).read(STATE, present)).isEmpty();
    }

    @Test
    void security_3_aCookieThatIsThereTwiceIsNotBelieved() {
        var twice =
                List.of(
                        new HttpCookie(nameOf(STATE), "X".repeat(43)),
                        new HttpCookie(nameOf(STATE), VALUE.value()));

        assertThat(COOKIES.read(STATE, twice)).isEmpty();
    }

    @Test
    void security_3_aBrowserKeepsEightAndTheOldestGoFirst() {
        var random = new SecureRandom();
        var present = new ArrayList<HttpCookie>();
        present.add(new HttpCookie("session", "x"));
        var names = Stream.generate(() -> nameOf(OneTimeSecret.draw(random))).limit(10).toList();
        names.forEach(name -> present.add(new HttpCookie(name, VALUE.value())));

        var set = COOKIES.set(STATE, VALUE, present);

        assertThat(set)
                .extracting(HttpCookie::getName)
                .containsExactly(names.get(0), names.get(1), names.get(2), nameOf(STATE));
        assertThat(set.subList(0, 3)).allMatch(cookie -> cookie.getMaxAge().isZero());
        assertThat(COOKIES.set(STATE, VALUE, present.subList(0, 8))).hasSize(1);
    }

    private static String nameOf(OneTimeSecret state) {
        return COOKIES.clear(state).getName();
    }
}
