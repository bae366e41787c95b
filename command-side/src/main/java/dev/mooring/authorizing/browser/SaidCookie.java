package dev.mooring.authorizing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.oauth2.HostileText;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;

/**
 * Carries what a service said for itself from its callback to the clean URL that shows it: in the
 * browser alone, so that it stands neither in an address nor on a server, and is there whichever
 * node answers next. It is shown once and then gone. The text is as hostile as it came, wherever a
 * cookie comes from: it is cleaned when it is read, and escaped by the page.
 *
 * @param secure as {@link HostCookie} has it
 */
public record SaidCookie(boolean secure) {

    /** Long enough for a redirect. */
    static final Duration LIFE = Duration.ofSeconds(60);

    /** {@link HostileText#MOST} code points of four bytes each. */
    private static final int LONGEST = HostileText.MOST * 4 * 4 / 3 + 4;

    /** What to set beside the redirect. */
    public ResponseCookie set(String said) {
        var bytes = HostileText.clean(said).getBytes(UTF_8);
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new HostCookie(secure).set(name(), value, LIFE);
    }

    /** What the service said, if the browser brings it along, once. */
    public Optional<String> read(Collection<? extends HttpCookie> present) {
        return HostCookie.read(name(), present).flatMap(SaidCookie::decode);
    }

    /** What to set where it is shown: an end to it. */
    public ResponseCookie clear() {
        return new HostCookie(secure).clear(name());
    }

    private static Optional<String> decode(String value) {
        if (value.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var said = HostileText.clean(new String(Base64.getUrlDecoder().decode(value), UTF_8));
            return said.isBlank() ? Optional.empty() : Optional.of(said);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Apart from the attempts' cookies, which are counted by the beginning of their names. */
    private String name() {
        return new HostCookie(secure).name("mooring_said");
    }
}
