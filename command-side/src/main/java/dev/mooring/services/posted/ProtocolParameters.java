package dev.mooring.services.posted;

import java.util.Locale;
import java.util.Set;

/** The parameters that only the protocol sets, in authorization and token requests alike. */
final class ProtocolParameters {

    private static final Set<String> NAMES =
            Set.of(
                    // RFC 6749
                    "response_type",
                    "client_id",
                    "client_secret",
                    "redirect_uri",
                    "scope",
                    "state",
                    "grant_type",
                    "code",
                    "refresh_token",
                    "access_token",
                    "username",
                    "password",
                    // RFC 7636
                    "code_challenge",
                    "code_challenge_method",
                    "code_verifier",
                    // RFC 7521, RFC 7523
                    "assertion",
                    "client_assertion",
                    "client_assertion_type",
                    // RFC 9101, RFC 9126
                    "request",
                    "request_uri",
                    // OAuth 2.0 Multiple Response Types, OpenID Connect Core
                    "response_mode",
                    "nonce",
                    "id_token_hint",
                    // RFC 7009, RFC 8693, RFC 9207
                    "token",
                    "token_type_hint",
                    "subject_token",
                    "actor_token",
                    "iss");

    private ProtocolParameters() {}

    static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
