package dev.mooring.services;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.service.ClientCommand;
import dev.mooring.language.service.ClientEvent;

/** Runs {@link ClientDecider} on Axon. */
public final class ClientAggregate
        extends DecidedAggregate<ClientRegistration, ClientCommand, ClientEvent> {

    public ClientAggregate() {
        super(new ClientDecider(), ClientEvent.class);
    }
}
