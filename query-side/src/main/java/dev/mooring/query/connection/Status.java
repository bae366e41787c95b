package dev.mooring.query.connection;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status shown of a connection: the first that holds, in this order. */
public enum Status {
    DELETED,
    DISABLED,
    DISCONNECTED,
    NEEDS_REAUTHORIZATION,
    CONNECTED,
    AUTHORIZING,
    CREATED;

    /** Why a disconnected connection is. */
    private static final String REVOKED = "authorization_revoked";

    /** Why a connected connection may still fall short. */
    private static final String SCOPES_MISSING = "scopes_missing";

    /** A status with a stable code for why, where there is more to say. */
    public record Shown(Status status, @Nullable String reason) {}

    /**
     * What is shown of a connection at an instant. An attempt whose window has closed counts as
     * expired, whether or not that is in the log yet.
     *
     * @param grant the authorization that the connection is mapped to, as far as it is known
     */
    public static Shown of(ConnectionState connection, @Nullable GrantState grant, Instant at) {
        if (connection.deleted()) {
            return new Shown(DELETED, null);
        }
        if (connection.disabled()) {
            return new Shown(DISABLED, null);
        }
        if (connection.mapping().disconnected()) {
            return new Shown(DISCONNECTED, REVOKED);
        }
        if (connection.mapping().authorization() != null) {
            if (grant != null && grant.refused() != null) {
                return new Shown(NEEDS_REAUTHORIZATION, grant.refused());
            }
            return new Shown(
                    CONNECTED, missing(connection, grant).isEmpty() ? null : SCOPES_MISSING);
        }
        if (connection.pendingAt(at) != null) {
            return new Shown(AUTHORIZING, null);
        }
        return new Shown(
                CREATED,
                connection.pending() == null ? connection.unsuccessful() : ConnectionState.EXPIRED);
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

    public static Optional<Status> parse(String text) {
        for (var status : values()) {
            if (status.text().equals(text)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** As the API writes it, such as {@code needs_reauthorization}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
