package dev.mooring.connections;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection.Live;
import dev.mooring.language.connection.ConnectionStatus;
import dev.mooring.language.reuse.Reusable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a write answers it: what its aggregates say right after.
 *
 * @param status as {@link ConnectionStatus} says it
 * @param accountName of the authorization in effect; absent without one or while it is nameless
 * @param reusable authorizations of the same user for the same configuration; only at creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionAnswer(
        String id,
        String linkName,
        String name,
        String service,
        String status,
        List<String> scopes,
        Map<String, String> parameters,
        @Nullable String authorizationId,
        @Nullable String accountName,
        @Nullable List<Reusable> reusable) {

    static ConnectionAnswer of(Live connection, @Nullable Granted granted, Instant at) {
        var authorization = connection.authorization();
        return new ConnectionAnswer(
                connection.id().value(),
                connection.linkName().value(),
                connection.name(),
                connection.service().value(),
                status(connection, granted, at).text(),
                connection.scopes(),
                connection.parameters(),
                authorization == null ? null : authorization.value(),
                granted == null ? null : granted.accountName(),
                null);
    }

    public ConnectionAnswer offering(List<Reusable> offers) {
        return new ConnectionAnswer(
                id,
                linkName,
                name,
                service,
                status,
                scopes,
                parameters,
                authorizationId,
                accountName,
                offers);
    }

    /** Without the names, which are personal. */
    @Override
    public String toString() {
        return "ConnectionAnswer[" + id + ", " + status + "]";
    }

    private static ConnectionStatus status(Live connection, @Nullable Granted granted, Instant at) {
        var pending = connection.pending();
        return ConnectionStatus.first(status ->
                switch (status) {
                    case DELETED -> false;
                    case DISABLED -> connection.disabled();
                    case DISCONNECTED -> connection.disconnected();
                    case NEEDS_REAUTHORIZATION -> granted != null && granted.refused();
                    case CONNECTED -> granted != null;
                    case AUTHORIZING -> pending != null && !pending.hasExpired(at);
                    case CREATED -> true;
                });
    }
}
