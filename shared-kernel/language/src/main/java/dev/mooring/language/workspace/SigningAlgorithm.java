package dev.mooring.language.workspace;

import java.util.Optional;

/**
 * How a token may be signed (RFC 7518 section 3.1): by a private key of its issuer's alone. Neither
 * {@code none} nor HMAC is here, for which a published key could be passed off as the secret.
 */
public enum SigningAlgorithm {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512;

    /** The algorithm that the header {@code alg} names so; empty for any other. */
    public static Optional<SigningAlgorithm> of(String name) {
        for (var algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
