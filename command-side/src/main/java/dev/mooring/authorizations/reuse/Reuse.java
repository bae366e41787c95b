package dev.mooring.authorizations.reuse;

import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand.MapConnection;

/**
 * An authorization may be shared by connections of the same user, registration, scopes and
 * parameters, while it is in effect, and under a name by which its user knows it.
 */
public final class Reuse {

    /** How many connections one authorization may serve, so that a revocation fits one commit. */
    public static final int MAX_CONNECTIONS = 1_000;

    private Reuse() {}

    /**
     * Lets the mapping pass or says why not. Another user's authorization does not exist for the
     * asker.
     *
     * @throws Refusal {@code authorization.unknown}, {@code .not_in_effect}, {@code .not_reusable},
     *     {@code .too_widely_shared} or {@code account_name.required}
     */
    public static void check(Granted authorization, MapConnection wish) {
        if (!authorization.user().equals(wish.user())) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_UNKNOWN);
        }
        if (!authorization.inEffect()) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
        }
        if (!authorization.registration().equals(wish.registration())
                || !authorization.fingerprint().equals(wish.fingerprint())) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_REUSABLE);
        }
        if (authorization.accountName() == null && wish.accountName() == null) {
            throw Refusal.of(ErrorCode.ACCOUNT_NAME_REQUIRED);
        }
        if (authorization.connections().size() >= MAX_CONNECTIONS) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_TOO_WIDELY_SHARED);
        }
    }
}
