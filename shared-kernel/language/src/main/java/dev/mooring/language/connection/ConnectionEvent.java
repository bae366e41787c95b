package dev.mooring.language.connection;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to a connection. */
public sealed interface ConnectionEvent extends DomainEvent {

    /** The connection's id. */
    String connection();

    @Override
    default String aggregateId() {
        return connection();
    }

    /**
     * A connection exists and asks for authorization.
     *
     * @param serviceVersion the version of the service that its scopes and parameters were checked
     *     against
     * @param scopes what is asked for, implied scopes included, in code-point order
     * @param parameters declared parameters only, defaults filled, normalised
     */
    @EventType("connection.created")
    @Revision("1")
    record ConnectionCreated(
            String connection,
            @Subject String user,
            @Personal String name,
            String linkName,
            String service,
            int serviceVersion,
            String registration,
            List<String> scopes,
            @Personal Map<String, String> parameters,
            String fingerprint)
            implements ConnectionEvent {}

    /**
     * The window for the connection's first authorization, or one after a disconnection, opened.
     *
     * @param authorization the id that the authorization will have when the attempt succeeds
     * @param serviceVersion the version of the service that is authorized with
     * @param fingerprint the configuration that the authorization will hold for
     */
    @EventType("connection.authorization_started")
    @Revision("1")
    record AuthorizationStarted(
            String connection,
            @Subject String user,
            String attempt,
            String authorization,
            @Personal String accountName,
            int serviceVersion,
            List<String> scopes,
            String fingerprint,
            Instant expiresAt)
            implements ConnectionEvent {}

    /**
     * The window for replacing the authorization in effect opened; it stays in effect meanwhile.
     */
    @EventType("connection.reauthorization_started")
    @Revision("1")
    record ReauthorizationStarted(
            String connection,
            @Subject String user,
            String attempt,
            String authorization,
            String replaces,
            @Personal String accountName,
            int serviceVersion,
            List<String> scopes,
            String fingerprint,
            Instant expiresAt)
            implements ConnectionEvent {}

    /**
     * The service's answer came within the window; from here on the attempt no longer expires.
     *
     * @param confirmBy until when the workspace's backend has to confirm whose browser it was; null
     *     where the exchange begins at once
     */
    @EventType("connection.callback_received")
    @Revision("1")
    record CallbackReceived(String connection, String attempt, @Nullable Instant confirmBy)
            implements ConnectionEvent {}

    /** The service's answer came after the window; nothing else changed. Once per attempt. */
    @EventType("connection.callback_came_late")
    @Revision("1")
    record CallbackCameLate(String connection, String attempt) implements ConnectionEvent {}

    /** The connection is authorized and ready to use. */
    @EventType("connection.authorized")
    @Revision("1")
    record ConnectionAuthorized(String connection, String attempt, String authorization)
            implements ConnectionEvent {}

    /**
     * A new authorization took over for this connection.
     *
     * @param replaced the one that was in effect until now; null where that was revoked meanwhile
     */
    @EventType("connection.reauthorized")
    @Revision("1")
    record ConnectionReauthorized(
            String connection, String attempt, String authorization, @Nullable String replaced)
            implements ConnectionEvent {}

    /**
     * The attempt ended without a grant; what was in effect still is.
     *
     * @param reason a stable code of {@link FailureReason}
     * @param serviceError the service's own error code (RFC 6749 §4.1.2.1, §5.2), where it gave one
     */
    @EventType("connection.authorization_failed")
    @Revision("1")
    record AuthorizationFailed(
            String connection, String attempt, String reason, @Nullable String serviceError)
            implements ConnectionEvent {}

    /** The window closed without an answer from the service; what was in effect still is. */
    @EventType("connection.authorization_expired")
    @Revision("1")
    record AuthorizationExpired(String connection, String attempt) implements ConnectionEvent {}

    /** The connection was mapped to an authorization that its user already held. */
    @EventType("connection.authorization_reused")
    @Revision("1")
    record AuthorizationReused(String connection, String authorization)
            implements ConnectionEvent {}

    /**
     * The connection was moved to another authorization of its user, for the same configuration.
     */
    @EventType("connection.authorization_switched")
    @Revision("1")
    record AuthorizationSwitched(String connection, String authorization, String replaced)
            implements ConnectionEvent {}

    @EventType("connection.renamed")
    @Revision("1")
    record ConnectionRenamed(String connection, @Subject String user, @Personal String name)
            implements ConnectionEvent {}

    /** Other scopes are asked for; the authorization in effect serves on until a new consent. */
    @EventType("connection.scopes_changed")
    @Revision("1")
    record ScopesChanged(
            String connection, int serviceVersion, List<String> scopes, String fingerprint)
            implements ConnectionEvent {}

    @EventType("connection.disabled")
    @Revision("1")
    record ConnectionDisabled(String connection) implements ConnectionEvent {}

    @EventType("connection.enabled")
    @Revision("1")
    record ConnectionEnabled(String connection) implements ConnectionEvent {}

    /** The application may use the connection from now on. */
    @EventType("connection.application_allowed")
    @Revision("1")
    record ApplicationAllowed(String connection, String application) implements ConnectionEvent {}

    /** The application may no longer use the connection. */
    @EventType("connection.application_disallowed")
    @Revision("1")
    record ApplicationDisallowed(String connection, String application)
            implements ConnectionEvent {}

    /** The connection lost its authorization, which was revoked. */
    @EventType("connection.disconnected")
    @Revision("1")
    record ConnectionDisconnected(String connection, String authorization)
            implements ConnectionEvent {}

    /**
     * The connection is gone; its history stays and its link name is free.
     *
     * @param forced whether applications still had access
     */
    @EventType("connection.deleted")
    @Revision("1")
    record ConnectionDeleted(String connection, boolean forced) implements ConnectionEvent {}
}
