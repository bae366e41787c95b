package dev.mooring.language.authorization;

import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Command;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.connection.Grant;
import java.time.Instant;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an authorization. */
public sealed interface AuthorizationCommand extends Command {

    AuthorizationId authorization();

    /**
     * Brings an authorization into being, mapped to the connection whose attempt made it.
     *
     * @param accountName null only for those imported from before such names existed
     */
    record GrantAuthorization(
            @TargetAggregateIdentifier AuthorizationId authorization,
            UserId user,
            ServiceId service,
            int serviceVersion,
            RegistrationId registration,
            Fingerprint fingerprint,
            @Nullable DisplayName accountName,
            Grant grant,
            ConnectionId connection,
            Instant at)
            implements AuthorizationCommand {}

    /** Gives a nameless authorization its account name. */
    record NameAuthorizingAccount(
            @TargetAggregateIdentifier AuthorizationId authorization,
            DisplayName accountName,
            Instant at)
            implements AuthorizationCommand {}

    /**
     * Lets one more connection share it, if the connection is of the same user and configuration.
     *
     * @param accountName required for a nameless authorization, refused for a named one
     */
    record MapConnection(
            @TargetAggregateIdentifier AuthorizationId authorization,
            ConnectionId connection,
            UserId user,
            RegistrationId registration,
            Fingerprint fingerprint,
            @Nullable DisplayName accountName,
            Instant at)
            implements AuthorizationCommand {}

    /** A connection leaves it; the last one to leave retires it. */
    record UnmapConnection(
            @TargetAggregateIdentifier AuthorizationId authorization,
            ConnectionId connection,
            Instant at)
            implements AuthorizationCommand {}

    /**
     * Ends it for every connection that shares it.
     *
     * @param confirm the connections that the caller knows will be disconnected
     */
    record RevokeAuthorization(
            @TargetAggregateIdentifier AuthorizationId authorization,
            Set<ConnectionId> confirm,
            Instant at)
            implements AuthorizationCommand {}

    /** Records that the service refused the credential of that version. */
    record RecordReauthorizationNeeded(
            @TargetAggregateIdentifier AuthorizationId authorization,
            String reason,
            long vaultVersion,
            Instant at)
            implements AuthorizationCommand {}

    /** Records that the credential of that version works after all. */
    record RecordRecovery(
            @TargetAggregateIdentifier AuthorizationId authorization, long vaultVersion, Instant at)
            implements AuthorizationCommand {}
}
