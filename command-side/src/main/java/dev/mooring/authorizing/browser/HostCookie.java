package dev.mooring.authorizing.browser;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;

/**
 * What all our cookies have in common: for this host alone, out of reach of scripts, and sent along
 * by a service's redirect (RFC 6265bis §4.1.2).
 *
 * @param secure whether the public URL is https; on plain-http loopback in the development profile,
 *     where browsers refuse them, the {@code __Host-} prefix and {@code Secure} fall away and
 *     nothing else
 */
record HostCookie(boolean secure) {

    ResponseCookie set(String name, String value, Duration life) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(life)
                .build();
    }

    ResponseCookie clear(String name) {
        return set(name, "", Duration.ZERO);
    }

    String name(String own) {
        return secure ? "__Host-" + own : own;
    }

    /** The value of a cookie; empty where it is missing or there twice. */
    static Optional<String> read(String name, Collection<? extends HttpCookie> present) {
        var values =
                present.stream()
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(HttpCookie::getValue)
                        .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
