package dev.mooring.credentials.delivery;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection.Live;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may take a connection's credential (security.md 21): decided on what the log says at its
 * head, so that a disallow, disable or revoke that was acknowledged binds whatever starts later.
 * Pure.
 */
final class WhoMayTake {

    private WhoMayTake() {}

    /**
     * The authorization whose credential may be taken, as far as the connection is concerned.
     *
     * @param application whose key it is taken with; null for a key that belongs to none
     * @throws Refusal {@code application.no_access}, {@code connection.disabled}, {@code
     *     connection.not_authorized}
     */
    static AuthorizationId mayTake(Live connection, @Nullable ApplicationId application) {
        if (application != null && !connection.applications().contains(application)) {
            throw Refusal.of(ErrorCode.APPLICATION_HAS_NO_ACCESS);
        }
        if (connection.disabled()) {
            throw Refusal.of(ErrorCode.CONNECTION_DISABLED);
        }
        var authorization = connection.authorization();
        if (authorization == null) {
            throw Refusal.of(ErrorCode.CONNECTION_NOT_AUTHORIZED);
        }
        return authorization;
    }

    /**
     * The grant, if the authorization, read after the connection, is still there for it. Empty
     * where the connection has moved on in between.
     */
    static Optional<Granted> grant(Live connection, Authorization authorization) {
        return authorization instanceof Granted granted
                        && granted.connections().contains(connection.id())
                ? Optional.of(granted)
                : Optional.empty();
    }
}
