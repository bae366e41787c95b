package dev.mooring.api.access;

/**
 * Verifies users' own tokens: one issuer per workspace, audience and algorithms pinned. Without one
 * in the application, only API keys are taken. Safe for use by many threads.
 */
public interface JwtVerifier {

    /**
     * The user whose token this is. May block.
     *
     * @param token a compact JWS (RFC 7515 section 7.1), not yet looked at
     * @throws dev.mooring.language.Refusal {@code authentication.required} for any token that does
     *     not verify, and {@code issuer.unavailable} where that cannot be found out at the moment
     */
    Principal verify(String token);
}
