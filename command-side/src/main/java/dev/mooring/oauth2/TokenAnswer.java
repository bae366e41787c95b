package dev.mooring.oauth2;

import dev.mooring.outbound.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a token request. The cases are told apart by what may be done next, which differs
 * between an exchange (never again) and a refresh (security.md 15).
 */
public sealed interface TokenAnswer {

    /** Tokens came. */
    record Granted(Tokens tokens) implements TokenAnswer {}

    /**
     * The service refused in the protocol's terms (RFC 6749 §5.2).
     *
     * @param error such as {@code invalid_grant}
     * @param description hostile text, cleaned but not escaped
     */
    record Refused(int status, String error, @Nullable String description) implements TokenAnswer {

        public static final String INVALID_GRANT = "invalid_grant";

        /** The code or refresh token is no longer good; for a refresh: reauthorize. */
        public boolean grantIsGone() {
            return error.equals(INVALID_GRANT);
        }

        /** The client itself is not accepted: the service's settings are wrong, no user's grant. */
        public boolean clientIsRefused() {
            return error.equals("invalid_client") || error.equals("unauthorized_client");
        }
    }

    /** The service is overloaded or broken and did not act: 429, and 5xx but 502 and 504. */
    record TryLater(int status, @Nullable Duration after) implements TokenAnswer {}

    /**
     * A complete answer that is not the protocol's: the service may have acted. A refresh treats it
     * as {@link Unknown}.
     */
    record Unusable(int status, Reason reason) implements TokenAnswer {

        /** What is wrong with it. */
        public enum Reason {
            /** Neither 2xx, 4xx nor 5xx; redirects are not followed. */
            STATUS,
            /** Not one JSON object of a sane depth, or not declared as JSON. */
            NOT_JSON,
            /** An error without a code of RFC 6749 §5.2. */
            NO_ERROR_CODE,
            /** No access token, or one that cannot stand in a header. */
            ACCESS_TOKEN,
            /** {@code token_type} is not bearer. */
            TOKEN_TYPE,
            /** {@code expires_in} is not a positive whole number. */
            EXPIRES_IN,
            /** {@code scope}, {@code refresh_token} or {@code id_token} is not text. */
            MEMBER_TYPE
        }
    }

    /** Nothing was sent. */
    record NotSent(Outcome.NotSent.Cause cause) implements TokenAnswer {}

    /** The request was sent and its outcome is not known; 502 and 504 count as that. */
    record Unknown(@Nullable Integer status) implements TokenAnswer {}
}
