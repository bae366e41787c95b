package dev.mooring.authorizing.browser;

import dev.mooring.oauth2.OneTimeSecret;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;

/**
 * One cookie per attempt, which proves that the browser that comes back is the one that was sent
 * off. Its name follows from the state, so that a callback looks at its own cookie and no other.
 *
 * @param secure whether the public URL is https; on plain-http loopback in the development profile,
 *     where browsers refuse them, the {@code __Host-} prefix and {@code Secure} fall away and
 *     nothing else
 */
public record AttemptCookies(boolean secure) {

    /** Most of them in one browser; with another, the oldest goes. */
    static final int MOST = 8;

    /** A little longer than the window, within which the browser has to be back. */
    static final Duration LIFE = Duration.ofMinutes(2);

    private static final int NAME_LENGTH = 16;

    /**
     * What to set when the browser is sent off: the new cookie, and an end to the oldest where
     * there are too many.
     *
     * @param present all cookies of the request, in its order: browsers send older ones first (RFC
     *     6265 §5.4)
     */
    public List<ResponseCookie> set(
            OneTimeSecret state, OneTimeSecret cookie, Collection<? extends HttpCookie> present) {
        var others =
                present.stream()
                        .map(HttpCookie::getName)
                        .filter(name -> name.startsWith(prefix()))
                        .filter(name -> !name.equals(nameOf(state)))
                        .distinct()
                        .toList();
        var ended = others.subList(0, Math.max(0, others.size() - (MOST - 1))).stream();
        return Stream.concat(
                        ended.map(name -> cookie(name, "", Duration.ZERO)),
                        Stream.of(cookie(nameOf(state), cookie.value(), LIFE)))
                .toList();
    }

    /** The cookie that belongs to a state; empty where it is missing, malformed or there twice. */
    public Optional<OneTimeSecret> read(
            OneTimeSecret state, Collection<? extends HttpCookie> present) {
        var values =
                present.stream()
                        .filter(cookie -> cookie.getName().equals(nameOf(state)))
                        .map(HttpCookie::getValue)
                        .toList();
        return values.size() == 1 ? OneTimeSecret.parse(values.getFirst()) : Optional.empty();
    }

    /** What to set at the callback: an end to the state's cookie. */
    public ResponseCookie clear(OneTimeSecret state) {
        return cookie(nameOf(state), "", Duration.ZERO);
    }

    private ResponseCookie cookie(String name, String value, Duration life) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(life)
                .build();
    }

    private String nameOf(OneTimeSecret state) {
        return prefix() + state.hash().substring(0, NAME_LENGTH);
    }

    private String prefix() {
        return secure ? "__Host-mooring-" : "mooring-";
    }
}
