package dev.mooring.language.connection;

import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Fingerprint;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt begins with.
 *
 * @param authorization the id that the authorization will have if the attempt succeeds
 * @param window how long the service has to answer
 * @param serviceVersion the version of the service that is authorized with
 * @param scopes the connection's scopes, as that version resolves them
 * @param fingerprint of the configuration under that version and the workspace's present client
 * @param grant what key types bring with them; null where a person consents in a browser
 */
public record Start(
        AttemptId attempt,
        AuthorizationId authorization,
        DisplayName accountName,
        Duration window,
        int serviceVersion,
        List<String> scopes,
        Fingerprint fingerprint,
        @Nullable Grant grant) {

    /** The longest that a window may be. */
    public static final Duration LONGEST_WINDOW = Duration.ofSeconds(90);

    public Start {
        if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("an authorization window is 90 seconds at most");
        }
        scopes = List.copyOf(scopes);
    }
}
