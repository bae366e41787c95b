package dev.mooring.workspaces;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.workspace.UserCommand;
import dev.mooring.language.workspace.UserEvent;

/** Runs {@link UserDecider} on Axon. */
public final class UserAggregate extends DecidedAggregate<User, UserCommand, UserEvent> {

    public UserAggregate() {
        super(new UserDecider(), UserEvent.class);
    }
}
