package dev.mooring.oauth2;

import java.util.Locale;
import java.util.Set;

/**
 * Parameters that the protocol sets and no service definition may (RFC 6749, 7636, 9101, OIDC
 * Core).
 */
public final class ProtocolParameters {

    private static final Set<String> RESERVED =
            Set.of(
                    "assertion",
                    "client_assertion",
                    "client_assertion_type",
                    "client_id",
                    "client_secret",
                    "code",
                    "code_challenge",
                    "code_challenge_method",
                    "code_verifier",
                    "error",
                    "grant_type",
                    "id_token_hint",
                    "iss",
                    "nonce",
                    "password",
                    "redirect_uri",
                    "refresh_token",
                    "registration",
                    "request",
                    "request_uri",
                    "response_mode",
                    "response_type",
                    "scope",
                    "state",
                    "token",
                    "token_type_hint",
                    "username");

    private ProtocolParameters() {}

    /** Whether the name, in any case, is the protocol's own. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
