package dev.mooring.workspaces;

import dev.mooring.deciding.Decider;
import dev.mooring.language.workspace.ApplicationCommand;
import dev.mooring.language.workspace.ApplicationCommand.RegisterApplication;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import java.util.List;

/** What a command leads to in each state of a client application. Pure. */
public final class ApplicationDecider
        implements Decider<Application, ApplicationCommand, ApplicationEvent> {

    @Override
    public Application initial() {
        return new Application.Unknown();
    }

    @Override
    public List<ApplicationEvent> decide(Application state, ApplicationCommand command) {
        return switch (command) {
            case RegisterApplication register ->
                    switch (state) {
                        case Application.Unknown unknown ->
                                List.of(
                                        new ApplicationRegistered(
                                                register.application().value(),
                                                register.name().value()));
                        case Application.Registered registered -> List.of();
                    };
        };
    }

    @Override
    public Application evolve(Application state, ApplicationEvent event) {
        return switch (event) {
            case ApplicationRegistered registered -> new Application.Registered();
        };
    }
}
