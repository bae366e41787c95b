package dev.mooring.workspaces;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.UserCommand;
import dev.mooring.language.workspace.UserCommand.CompleteErasure;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserCommand.RecordKeyDestroyed;
import dev.mooring.language.workspace.UserCommand.RegisterUser;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
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
            case RegisterUser register -> register(state, register);
            case EraseUser erase -> erase(state, erase);
            case RecordKeyDestroyed destroyed -> recordKeyDestroyed(state, destroyed);
            case CompleteErasure complete -> complete(state, complete);
        };
    }

    @Override
    public User evolve(User state, UserEvent event) {
        return switch (event) {
            case UserRegistered _ -> new User.Registered();
            case ErasureStarted _ -> new User.Erasing(false);
            case UserKeyDestroyed _ -> new User.Erasing(true);
            case UserErased _ -> new User.Erased();
        };
    }

    private static List<UserEvent> register(User state, RegisterUser command) {
        return switch (state) {
            case User.Unknown _ ->
                    List.of(new UserRegistered(command.user().value(), command.externalId()));
            case User.Registered _ -> List.of();
            case User.Erasing _, User.Erased _ -> throw Refusal.of(ErrorCode.USER_ERASED);
        };
    }

    private static List<UserEvent> erase(User state, EraseUser command) {
        return switch (state) {
            case User.Unknown _ -> throw Refusal.of(ErrorCode.USER_UNKNOWN);
            case User.Registered _ -> List.of(new ErasureStarted(command.user().value()));
            case User.Erasing _, User.Erased _ -> List.of();
        };
    }

    private static List<UserEvent> recordKeyDestroyed(User state, RecordKeyDestroyed command) {
        return switch (state) {
            case User.Unknown _, User.Registered _ -> throw Refusal.of(ErrorCode.ERASURE_UNKNOWN);
            case User.Erasing(var keyDestroyed) ->
                    keyDestroyed
                            ? List.of()
                            : List.of(new UserKeyDestroyed(command.user().value()));
            case User.Erased _ -> List.of();
        };
    }

    /** Not before his text is unreadable: whoever reads that he is erased relies on it. */
    private static List<UserEvent> complete(User state, CompleteErasure command) {
        return switch (state) {
            case User.Unknown _, User.Registered _ -> throw Refusal.of(ErrorCode.ERASURE_UNKNOWN);
            case User.Erasing(var keyDestroyed) -> {
                if (!keyDestroyed) {
                    throw Refusal.of(ErrorCode.ERASURE_UNKNOWN, "The user's key is not destroyed");
                }
                yield List.of(new UserErased(command.user().value()));
            }
            case User.Erased _ -> List.of();
        };
    }
}
