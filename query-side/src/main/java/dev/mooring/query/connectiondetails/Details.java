package dev.mooring.query.connectiondetails;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.query.connection.ConnectionState;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.connection.Shown;
import dev.mooring.query.connection.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param user the owner, by the workspace's own id
 * @param statusReason a stable code for why, where there is more to say
 * @param authorization what it is authorized by; absent without one
 * @param attempt the attempt under way; absent without one
 * @param applications those with access
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Details(
        String id,
        String linkName,
        String name,
        String user,
        Service service,
        String status,
        @Nullable String statusReason,
        Scopes scopes,
        Map<String, String> parameters,
        @Nullable Authorization authorization,
        @Nullable Attempt attempt,
        List<Application> applications,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy) {

    /**
     * @param version the one that its scopes and parameters are of
     * @param builtIn whether it is of the catalog, and not of the workspace's own making
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Service(String id, @Nullable String name, int version, boolean builtIn) {}

    /**
     * @param missing asked for and not granted
     */
    record Scopes(List<String> asked, List<String> granted, List<String> missing) {}

    /**
     * @param accountName absent while it is nameless
     * @param endsAt when the grant itself ends, where the service tells
     * @param sharedWith how many other connections share it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Authorization(
            String id,
            @Nullable String accountName,
            Instant authorizedAt,
            String authorizedBy,
            @Nullable Instant endsAt,
            int sharedWith) {}

    /**
     * @param secondsLeft until its window closes
     */
    record Attempt(String id, String accountName, Instant expiresAt, long secondsLeft) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Application(String id, @Nullable String name) {}

    /**
     * @param actors tells for the id of who acted what it is shown as
     * @param applications names by id
     */
    static Details of(
            ConnectionState connection,
            @Nullable GrantState grant,
            Service service,
            String owner,
            UnaryOperator<String> actors,
            Map<String, String> applications,
            Instant now) {
        var shown = Shown.of(connection, grant, now);
        return new Details(
                connection.connection(),
                connection.linkName(),
                connection.name(),
                owner,
                service,
                shown.status().text(),
                shown.reason(),
                new Scopes(
                        connection.configured().scopes(),
                        grant == null ? List.of() : grant.scopes(),
                        grant == null
                                ? connection.configured().scopes()
                                : Shown.missing(connection, grant)),
                connection.configured().parameters(),
                grant == null ? null : authorization(grant, actors),
                attempt(connection, now),
                connection.applications().stream()
                        .map(id -> new Application(id, applications.get(id)))
                        .toList(),
                connection.created().at(),
                actors.apply(connection.created().by()),
                connection.changed().at(),
                actors.apply(connection.changed().by()));
    }

    private static Authorization authorization(GrantState grant, UnaryOperator<String> actors) {
        Stamp granted = grant.granted();
        return new Authorization(
                grant.authorization(),
                grant.accountName(),
                granted.at(),
                actors.apply(granted.by()),
                grant.endsAt(),
                Math.max(0, grant.connections().size() - 1));
    }

    private static @Nullable Attempt attempt(ConnectionState connection, Instant now) {
        var pending = connection.pendingAt(now);
        return pending == null
                ? null
                : new Attempt(
                        pending.attempt(),
                        pending.accountName(),
                        pending.expiresAt(),
                        AttemptState.secondsUntil(pending.expiresAt(), now));
    }
}
