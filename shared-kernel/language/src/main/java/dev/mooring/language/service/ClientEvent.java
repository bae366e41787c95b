package dev.mooring.language.service;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a workspace's client at a service. */
public sealed interface ClientEvent extends DomainEvent {

    /** The registration's id. */
    String registration();

    @Override
    default String aggregateId() {
        return registration();
    }

    /**
     * The workspace told its client's id and secret, for the first time or anew. Authorizations
     * remember the version that they were granted to.
     *
     * @param version counts from 1
     * @param vaultVersion the version of the vault's entry that holds the secret; 0 for a public
     *     client
     * @param destinations what {@link ServiceDefinition#destinations} said when the secret was
     *     given: it goes to no version of the service for which that is different
     */
    @EventType("client.registered")
    @Revision("1")
    record ClientRegistered(
            String registration,
            String service,
            int version,
            String clientId,
            long vaultVersion,
            String destinations)
            implements ClientEvent {}
}
