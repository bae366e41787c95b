package dev.mooring.workspaces;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.workspace.ApplicationCommand;
import dev.mooring.language.workspace.ApplicationEvent;

/** Runs {@link ApplicationDecider} on Axon. */
public final class ApplicationAggregate
        extends DecidedAggregate<Application, ApplicationCommand, ApplicationEvent> {

    public ApplicationAggregate() {
        super(new ApplicationDecider(), ApplicationEvent.class);
    }
}
