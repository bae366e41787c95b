package dev.mooring.language.workspace;

import dev.mooring.language.IssuerId;
import java.util.Set;

/**
 * Whose tokens a workspace takes for those of its users.
 *
 * @param issuer the claim {@code iss} (RFC 7519 section 4.1.1)
 * @param audience what the claim {@code aud} has to name (section 4.1.3)
 * @param algorithms the only ones that a signature is accepted by
 * @param jwksUrl where the issuer publishes its keys (RFC 7517 section 5)
 */
public record TrustedIssuer(
        String issuer, String audience, Set<SigningAlgorithm> algorithms, String jwksUrl) {

    public TrustedIssuer {
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("an issuer signs by some algorithm");
        }
    }

    public IssuerId id() {
        return IssuerId.of(issuer, audience);
    }
}
