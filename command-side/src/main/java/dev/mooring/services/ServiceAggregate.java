package dev.mooring.services;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.service.ServiceCommand;
import dev.mooring.language.service.ServiceEvent;

/** Runs {@link ServiceDecider} on Axon. */
public final class ServiceAggregate
        extends DecidedAggregate<CustomService, ServiceCommand, ServiceEvent> {

    public ServiceAggregate() {
        super(new ServiceDecider(), ServiceEvent.class);
    }
}
