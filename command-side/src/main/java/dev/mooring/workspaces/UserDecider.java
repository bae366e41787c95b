package dev.mooring.workspaces;

import dev.mooring.deciding.Decider;
import dev.mooring.language.workspace.UserCommand;
import dev.mooring.language.workspace.UserCommand.RegisterUser;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.util.List;

/** What a command leads to in each state of a user. Pure. */
public final class UserDecider implements Decider<User, UserCommand, UserEvent> {

    @Override
    public User initial() {
        return new User.Unknown();
    }

    @Override
    public List<UserEvent> decide(User state, UserCommand command) {
        return switch (command) {
            case RegisterUser register ->
                    switch (state) {
                        case User.Unknown unknown ->
                                List.of(
                                        new UserRegistered(
                                                register.user().value(), register.externalId()));
                        case User.Registered registered -> List.of();
                    };
        };
    }

    @Override
    public User evolve(User state, UserEvent event) {
        return switch (event) {
            case UserRegistered registered -> new User.Registered();
        };
    }
}
