package dev.mooring.language.service;

import dev.mooring.language.Command;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a workspace's client at a service. */
public sealed interface ClientCommand extends Command {

    RegistrationId registration();

    /**
     * Tells the client's id and where its secret lies, or has it follow its service to a new
     * version. A secret given before never comes to serve another client id or other destinations.
     *
     * @param confidential whether the client proves itself by a secret (RFC 6749 §2.1)
     * @param clientId null to keep the one that is registered
     * @param vaultVersion of the secret given with this command; null where none was given
     * @param destinations as {@link ServiceDefinition#destinations} gives them
     */
    record RegisterClient(
            @TargetAggregateIdentifier RegistrationId registration,
            ServiceId service,
            boolean confidential,
            @Nullable String clientId,
            @Nullable Long vaultVersion,
            String destinations,
            Instant at)
            implements ClientCommand {}

    /**
     * Leads the client to what was discovered where its secret was given for; a secret that was
     * given for anything else stays where it is.
     *
     * @param from destinations of the version that was discovered for
     * @param destinations of what was discovered
     */
    record LeadClient(
            @TargetAggregateIdentifier RegistrationId registration,
            ServiceId service,
            String from,
            String destinations,
            Instant at)
            implements ClientCommand {}
}
