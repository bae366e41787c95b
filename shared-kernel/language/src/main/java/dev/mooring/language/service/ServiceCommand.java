package dev.mooring.language.service;

import dev.mooring.language.Command;
import dev.mooring.language.ServiceId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a custom service. */
public sealed interface ServiceCommand extends Command {

    ServiceId service();

    /**
     * Defines a service, which is a draft at first. Its id is made from its link name, so that the
     * second to take the name meets the first.
     *
     * @param client the workspace's client at it; null for types that have none
     */
    record DraftService(
            @TargetAggregateIdentifier ServiceId service,
            ServiceDefinition definition,
            ClientCommand.@Nullable RegisterClient client,
            Instant at)
            implements ServiceCommand {}

    /**
     * Writes a new version, which is a draft until it is published; connections stay on theirs. A
     * definition that changes nothing makes no version.
     *
     * @param client the workspace's client, as the new version needs it; null for types that have
     *     none
     */
    record ReviseService(
            @TargetAggregateIdentifier ServiceId service,
            ServiceDefinition definition,
            ClientCommand.@Nullable RegisterClient client,
            Instant at)
            implements ServiceCommand {}

    /**
     * Lets the newest version be connected to. Where it awaits discovery, a version with what was
     * found is written first, and that is published.
     *
     * @param discovered null where nothing was to be
     */
    record PublishService(
            @TargetAggregateIdentifier ServiceId service,
            @Nullable Discovered discovered,
            Instant at)
            implements ServiceCommand {}

    /**
     * What a service's issuer said about its endpoints.
     *
     * @param version that it was found for
     * @param definition that version with its endpoints
     * @param client leads the client's secret, which was given for the issuer, to them
     */
    record Discovered(int version, ServiceDefinition definition, ClientCommand.LeadClient client) {}
}
