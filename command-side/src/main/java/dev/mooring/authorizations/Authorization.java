package dev.mooring.authorizations;

import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An authorization as its events have made it. Immutable. */
public sealed interface Authorization {

    /** The state after one more event. */
    static Authorization evolve(Authorization state, AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationGranted granted -> Granted.by(granted);
            case AccountNamed named -> granted(state).named(named.accountName());
            case AuthorizationMapped mapped ->
                    granted(state).with(new ConnectionId(mapped.connection()));
            case AuthorizationUnmapped unmapped ->
                    granted(state).without(new ConnectionId(unmapped.connection()));
            case ReauthorizationNeeded needed -> granted(state).refused(needed.vaultVersion());
            case AuthorizationRecovered recovered ->
                    granted(state).recovered(recovered.vaultVersion());
            case AuthorizationRevoked revoked -> new Ended(granted(state).user());
            case AuthorizationRetired retired -> new Ended(granted(state).user());
        };
    }

    private static Granted granted(Authorization state) {
        if (state instanceof Granted granted) {
            return granted;
        }
        throw new IllegalStateException(
                "the event belongs to an authorization that was granted and has not ended");
    }

    /** It was never granted. */
    record None() implements Authorization {}

    /** It was revoked or retired; nothing brings it back. */
    record Ended(UserId user) implements Authorization {}

    /**
     * It was granted.
     *
     * @param accountName null while it is nameless
     * @param connections those that share it
     * @param refused whether the service no longer honours it
     * @param vaultVersion the newest version of its credential that an event tells of
     */
    record Granted(
            AuthorizationId id,
            UserId user,
            ServiceId service,
            int serviceVersion,
            RegistrationId registration,
            int clientVersion,
            Fingerprint fingerprint,
            @Nullable String accountName,
            List<String> scopes,
            SortedSet<ConnectionId> connections,
            boolean refused,
            long vaultVersion,
            @Nullable Instant endsAt)
            implements Authorization {

        private static final Comparator<ConnectionId> BY_TEXT =
                Comparator.comparing(ConnectionId::value);

        private static Granted by(AuthorizationGranted event) {
            return new Granted(
                    new AuthorizationId(event.authorization()),
                    new UserId(event.user()),
                    new ServiceId(event.service()),
                    event.serviceVersion(),
                    new RegistrationId(event.registration()),
                    event.clientVersion(),
                    new Fingerprint(event.fingerprint()),
                    event.accountName(),
                    event.grantedScopes(),
                    Collections.unmodifiableSortedSet(new TreeSet<>(BY_TEXT)),
                    false,
                    event.vaultVersion(),
                    event.endsAt());
        }

        /**
         * Granted, honoured by the service as far as known, and used by at least one connection.
         */
        public boolean inEffect() {
            return !refused && !connections.isEmpty();
        }

        private Granted named(String name) {
            return copy(name, connections, refused, vaultVersion);
        }

        private Granted with(ConnectionId connection) {
            var more = new TreeSet<>(BY_TEXT);
            more.addAll(connections);
            more.add(connection);
            return copy(
                    accountName, Collections.unmodifiableSortedSet(more), refused, vaultVersion);
        }

        private Granted without(ConnectionId connection) {
            var fewer = new TreeSet<>(BY_TEXT);
            fewer.addAll(connections);
            fewer.remove(connection);
            return copy(
                    accountName, Collections.unmodifiableSortedSet(fewer), refused, vaultVersion);
        }

        private Granted refused(long version) {
            return copy(accountName, connections, true, version);
        }

        private Granted recovered(long version) {
            return copy(accountName, connections, false, version);
        }

        private Granted copy(
                @Nullable String name,
                SortedSet<ConnectionId> sharers,
                boolean isRefused,
                long version) {
            return new Granted(
                    id,
                    user,
                    service,
                    serviceVersion,
                    registration,
                    clientVersion,
                    fingerprint,
                    name,
                    scopes,
                    sharers,
                    isRefused,
                    version,
                    endsAt);
        }
    }
}
