package dev.mooring.oauth2;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token and what came with it (RFC 6749 §5.1).
 *
 * @param lifetime of the access token from the moment of the answer; null where the service does
 *     not say, or says more than ten years
 * @param refreshToken null where the answer held none: the old one stays, see {@link #keeping}
 * @param idToken unverified
 * @param grantedScopes those that the answer names; those asked for where it names none
 * @param missingScopes asked for and not granted
 * @param raw the whole answer, to be sealed before anything else is done with it
 */
public record Tokens(
        String accessToken,
        @Nullable Duration lifetime,
        @Nullable String refreshToken,
        @Nullable String idToken,
        List<String> grantedScopes,
        List<String> missingScopes,
        String raw) {

    public Tokens {
        grantedScopes = List.copyOf(grantedScopes);
        missingScopes = List.copyOf(missingScopes);
    }

    /** These tokens with the refresh token that was used, where no new one came (RFC 6749 §6). */
    public Tokens keeping(String usedRefreshToken) {
        return refreshToken != null
                ? this
                : new Tokens(
                        accessToken,
                        lifetime,
                        usedRefreshToken,
                        idToken,
                        grantedScopes,
                        missingScopes,
                        raw);
    }

    /** Nothing that opens anything. */
    @Override
    public String toString() {
        return "Tokens[lifetime=%s, refreshable=%s, grantedScopes=%s, missingScopes=%s]"
                .formatted(lifetime, refreshToken != null, grantedScopes, missingScopes);
    }
}
