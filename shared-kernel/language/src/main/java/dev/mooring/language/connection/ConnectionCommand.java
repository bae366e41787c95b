package dev.mooring.language.connection;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Command;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a connection. */
public sealed interface ConnectionCommand extends Command {

    ConnectionId connection();

    /**
     * Creates a connection, which then asks for authorization.
     *
     * @param linkName the name given, or what one is made from
     * @param linkNameGiven whether a taken name is refused; else the next free candidate is taken
     * @param scopes as the service's definition resolved them
     * @param parameters as the service's definition resolved them
     */
    record CreateConnection(
            @TargetAggregateIdentifier ConnectionId connection,
            UserId user,
            DisplayName name,
            LinkName linkName,
            boolean linkNameGiven,
            ServiceId service,
            int serviceVersion,
            RegistrationId registration,
            List<String> scopes,
            Map<String, String> parameters,
            Fingerprint fingerprint,
            Instant at)
            implements ConnectionCommand {

        /** The same command with the link name that was found for it. */
        public CreateConnection named(LinkName found) {
            return new CreateConnection(
                    connection,
                    user,
                    name,
                    found,
                    linkNameGiven,
                    service,
                    serviceVersion,
                    registration,
                    scopes,
                    parameters,
                    fingerprint,
                    at);
        }
    }

    /**
     * Opens the window for authorizing a connection that has no authorization. With a grant at
     * hand, as for key types, it is completed in the same commit.
     */
    record StartAuthorization(
            @TargetAggregateIdentifier ConnectionId connection, Start start, Instant at)
            implements ConnectionCommand {}

    /** Opens the window for replacing the connection's authorization, which serves until then. */
    record Reauthorize(@TargetAggregateIdentifier ConnectionId connection, Start start, Instant at)
            implements ConnectionCommand {}

    /**
     * Tells that the service's answer has come; decides whether that was within the window.
     *
     * @param confirmBy until when the workspace's backend has to confirm whose browser it was; null
     *     where the exchange begins at once
     */
    record ReceiveCallback(
            @TargetAggregateIdentifier ConnectionId connection,
            AttemptId attempt,
            @Nullable Instant confirmBy,
            Instant at)
            implements ConnectionCommand {}

    /** Ends an attempt with a grant, whose credential is already in the vault. */
    record CompleteAuthorization(
            @TargetAggregateIdentifier ConnectionId connection,
            AttemptId attempt,
            Grant grant,
            Instant at)
            implements ConnectionCommand {}

    /** Ends an attempt without a grant. */
    record FailAuthorization(
            @TargetAggregateIdentifier ConnectionId connection,
            AttemptId attempt,
            FailureReason reason,
            @Nullable String serviceError,
            Instant at)
            implements ConnectionCommand {}

    /** Records that an attempt's window has closed; refused before that and after its callback. */
    record ExpireAuthorization(
            @TargetAggregateIdentifier ConnectionId connection, AttemptId attempt, Instant at)
            implements ConnectionCommand {}

    /**
     * Maps a connection that has no authorization to one that its user holds.
     *
     * @param accountName given for a nameless authorization, and only for one
     */
    record ReuseAuthorization(
            @TargetAggregateIdentifier ConnectionId connection,
            AuthorizationId authorization,
            @Nullable DisplayName accountName,
            Instant at)
            implements ConnectionCommand {}

    /**
     * Moves a connection from its authorization to another of its user, for the same configuration.
     */
    record SwitchAuthorization(
            @TargetAggregateIdentifier ConnectionId connection,
            AuthorizationId authorization,
            @Nullable DisplayName accountName,
            Instant at)
            implements ConnectionCommand {}

    record RenameConnection(
            @TargetAggregateIdentifier ConnectionId connection, DisplayName name, Instant at)
            implements ConnectionCommand {}

    /** Asks for other scopes; what is granted serves on until the user has consented anew. */
    record ChangeScopes(
            @TargetAggregateIdentifier ConnectionId connection,
            int serviceVersion,
            List<String> scopes,
            Fingerprint fingerprint,
            Instant at)
            implements ConnectionCommand {}

    record DisableConnection(@TargetAggregateIdentifier ConnectionId connection, Instant at)
            implements ConnectionCommand {}

    record EnableConnection(@TargetAggregateIdentifier ConnectionId connection, Instant at)
            implements ConnectionCommand {}

    record AllowApplication(
            @TargetAggregateIdentifier ConnectionId connection,
            ApplicationId application,
            Instant at)
            implements ConnectionCommand {}

    record DisallowApplication(
            @TargetAggregateIdentifier ConnectionId connection,
            ApplicationId application,
            Instant at)
            implements ConnectionCommand {}

    /** Takes a connection's authorization away because it was revoked. */
    record DisconnectConnection(
            @TargetAggregateIdentifier ConnectionId connection,
            AuthorizationId authorization,
            Instant at)
            implements ConnectionCommand {}

    /**
     * Deletes a connection and frees its link name.
     *
     * @param force even while applications still have access
     */
    record DeleteConnection(
            @TargetAggregateIdentifier ConnectionId connection, boolean force, Instant at)
            implements ConnectionCommand {}
}
