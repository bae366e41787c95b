package dev.mooring.query.connection;

import dev.mooring.language.connection.ConnectionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of how a connection stands.
 *
 * @param reason a stable code for why, where there is more to say
 */
public record Shown(ConnectionStatus status, @Nullable String reason) {

    /** Why a disconnected connection is. */
    private static final String REVOKED = "authorization_revoked";

    /** Why a connected connection may still fall short. */
    private static final String SCOPES_MISSING = "scopes_missing";

    /**
     * What is shown of a connection at an instant. An attempt whose window has closed counts as
     * expired, whether or not that is in the log yet.
     *
     * @param grant the authorization that the connection is mapped to, as far as it is known
     */
    public static Shown of(ConnectionState connection, @Nullable GrantState grant, Instant at) {
        var status = ConnectionStatus.first(each -> holds(each, connection, grant, at));
        return new Shown(status, reason(status, connection, grant));
    }

    /** The scopes that are asked for and not granted. */
    public static List<String> missing(ConnectionState connection, @Nullable GrantState grant) {
        if (grant == null) {
            return List.of();
        }
        return connection.configured().scopes().stream()
                .filter(scope -> !grant.scopes().contains(scope))
                .toList();
    }

    private static boolean holds(
            ConnectionStatus status,
            ConnectionState connection,
            @Nullable GrantState grant,
            Instant at) {
        var mapping = connection.mapping();
        return switch (status) {
            case DELETED -> connection.deleted();
            case DISABLED -> connection.disabled();
            case DISCONNECTED -> mapping.disconnected();
            case NEEDS_REAUTHORIZATION ->
                    mapping.authorization() != null && grant != null && grant.refused() != null;
            case CONNECTED -> mapping.authorization() != null;
            case AUTHORIZING -> connection.pendingAt(at) != null;
            case CREATED -> true;
        };
    }

    private static @Nullable String reason(
            ConnectionStatus status, ConnectionState connection, @Nullable GrantState grant) {
        return switch (status) {
            case DELETED, DISABLED, AUTHORIZING -> null;
            case DISCONNECTED -> REVOKED;
            case NEEDS_REAUTHORIZATION -> grant == null ? null : grant.refused();
            case CONNECTED -> missing(connection, grant).isEmpty() ? null : SCOPES_MISSING;
            case CREATED ->
                    connection.pending() == null
                            ? connection.unsuccessful()
                            : ConnectionState.EXPIRED;
        };
    }
}
