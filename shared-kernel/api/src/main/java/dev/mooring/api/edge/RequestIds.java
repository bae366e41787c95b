package dev.mooring.api.edge;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** {@code X-Request-Id}: the caller's where it has a harmless form, else one of ours. */
final class RequestIds {

    static final String HEADER = "X-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestIds() {}

    static String takenOrMade(HttpHeaders headers) {
        var given = headers.getOrEmpty(HEADER);
        return given.size() == 1 && FORM.matcher(given.getFirst()).matches()
                ? given.getFirst()
                : made();
    }

    private static String made() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "req_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
