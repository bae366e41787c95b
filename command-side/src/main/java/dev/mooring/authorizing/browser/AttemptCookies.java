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
 * @param secure as {@link HostCookie} has it
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
                        ended.map(new HostCookie(secure)::clear),
                        Stream.of(new HostCookie(secure).set(nameOf(state), cookie.value(), LIFE)))
                .toList();
    }

    /** The cookie that belongs to a state; empty where it is missing, malformed or there twice. */
    public Optional<OneTimeSecret> read(
            OneTimeSecret state, Collection<? extends HttpCookie> present) {
        return HostCookie.read(nameOf(state), present).flatMap(OneTimeSecret::parse);
    }

    /** What to set at the callback: an end to the state's cookie. */
    public ResponseCookie clear(OneTimeSecret state) {
        return new HostCookie(secure).clear(nameOf(state));
    }

    private String nameOf(OneTimeSecret state) {
        return prefix() + state.hash().substring(0, NAME_LENGTH);
    }

    private String prefix() {
        return new HostCookie(secure).name("mooring-");
    }
}
