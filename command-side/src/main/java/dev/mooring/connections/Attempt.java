package dev.mooring.connections;

import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Fingerprint;
import java.time.Instant;
import java.util.List;

/**
 * The attempt that a connection is waiting for.
 *
 * @param authorization the id that the authorization will have
 * @param reauthorizes whether it is to replace one that is in effect
 * @param fingerprint of the configuration that the connection has once it completes
 * @param received whether the service's answer came within the window
 */
public record Attempt(
        AttemptId id,
        AuthorizationId authorization,
        boolean reauthorizes,
        String accountName,
        int serviceVersion,
        List<String> scopes,
        Fingerprint fingerprint,
        Instant expiresAt,
        boolean received) {

    /**
     * The window rule: an answer counts before {@code expiresAt}, and once it has come nothing
     * expires.
     */
    boolean hasExpired(Instant at) {
        return !received && !at.isBefore(expiresAt);
    }

    Attempt answered() {
        return new Attempt(
                id,
                authorization,
                reauthorizes,
                accountName,
                serviceVersion,
                scopes,
                fingerprint,
                expiresAt,
                true);
    }
}
