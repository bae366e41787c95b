package dev.mooring.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the browser brings back in the query of the redirect URI (RFC 6749 §4.1.2, RFC 9207). It is
 * read more strictly than Nimbus reads it: every parameter once, a code or an error and not both,
 * bounded. Nothing here is believed yet: that takes the attempt, the cookie and the issuer.
 */
public sealed interface Callback {

    /** Longest query that is read, in characters. */
    int MOST_QUERY = 8 * 1024;

    /** Longest code that is read, in characters. */
    int MOST_CODE = 4 * 1024;

    /** A callback that names an attempt by its state. */
    sealed interface Answer extends Callback {

        OneTimeSecret state();

        /** {@code iss}, where it came (RFC 9207 §2). */
        @Nullable String issuer();
    }

    /** The service gave a code. */
    record Consented(OneTimeSecret state, String code, @Nullable String issuer) implements Answer {

        @Override
        public String toString() {
            return "Consented[issuer=" + issuer + "]";
        }
    }

    /**
     * The service, or the person there, refused (RFC 6749 §4.1.2.1).
     *
     * @param error the service's code, such as {@code access_denied}
     * @param description hostile text, cleaned but not escaped
     */
    record Refused(
            OneTimeSecret state,
            String error,
            @Nullable String description,
            @Nullable String issuer)
            implements Answer {

        /** Whether the person said no, as opposed to something being wrong. */
        public boolean denied() {
            return error.equals("access_denied");
        }

        @Override
        public String toString() {
            return "Refused[error=" + error + ", issuer=" + issuer + "]";
        }
    }

    /** Not a callback of the protocol; no attempt is touched. */
    record Unreadable(Reason reason) implements Callback {

        /** What is wrong with it. */
        public enum Reason {
            TOO_LARGE,
            /** Percent encoding that is none. */
            NOT_ENCODED,
            REPEATED_PARAMETER,
            /** No state, or one that cannot be ours. */
            STATE,
            CODE_AND_ERROR,
            NEITHER_CODE_NOR_ERROR,
            /** An error code with characters outside RFC 6749 §4.1.2.1, or too long. */
            ERROR_CODE
        }
    }

    /**
     * Reads the raw query of a GET to the redirect URI.
     *
     * @param rawQuery still percent-encoded; null where there was none
     */
    static Callback parse(@Nullable String rawQuery) {
        String query = rawQuery == null ? "" : rawQuery;
        if (query.length() > MOST_QUERY) {
            return new Unreadable(Unreadable.Reason.TOO_LARGE);
        }
        var parameters = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return new Unreadable(Unreadable.Reason.NOT_ENCODED);
            }
            if (parameters.putIfAbsent(name.get(), value.get()) != null) {
                return new Unreadable(Unreadable.Reason.REPEATED_PARAMETER);
            }
        }
        return Reading.of(parameters);
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** From parameters to meaning. */
    final class Reading {

        private static final Pattern ERROR_CODE =
                Pattern.compile("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}");

        private Reading() {}

        private static Callback of(Map<String, String> parameters) {
            var state = OneTimeSecret.parse(parameters.getOrDefault("state", ""));
            String code = emptyIsNull(parameters.get("code"));
            String error = emptyIsNull(parameters.get("error"));
            String issuer = emptyIsNull(parameters.get("iss"));
            if (state.isEmpty()) {
                return new Unreadable(Unreadable.Reason.STATE);
            }
            if (code != null && error != null) {
                return new Unreadable(Unreadable.Reason.CODE_AND_ERROR);
            }
            if (code != null) {
                return code.length() > MOST_CODE
                        ? new Unreadable(Unreadable.Reason.TOO_LARGE)
                        : new Consented(state.get(), code, issuer);
            }
            if (error == null) {
                return new Unreadable(Unreadable.Reason.NEITHER_CODE_NOR_ERROR);
            }
            if (!ERROR_CODE.matcher(error).matches()) {
                return new Unreadable(Unreadable.Reason.ERROR_CODE);
            }
            String description = emptyIsNull(parameters.get("error_description"));
            return new Refused(
                    state.get(),
                    error,
                    description == null ? null : HostileText.clean(description),
                    issuer);
        }

        private static @Nullable String emptyIsNull(@Nullable String text) {
            return text == null || text.isEmpty() ? null : text;
        }
    }
}
