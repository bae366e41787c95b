package dev.mooring.workspaces;

import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserEvent;

/**
 * Sends commands but those of and for a user who is being erased, or was (security.md 20). Policies
 * may still end what is his: theirs answer an event. A command that was looked at a moment before
 * may come through; what it makes is ended by the erasure, which follows the log. Thread-safe.
 */
public final class ErasedUsersAreRefused implements CommandSender {

    private final CommandSender sender;
    private final StateAtHead<User, UserEvent> users;

    public ErasedUsersAreRefused(CommandSender sender, EventLog log) {
        this.sender = sender;
        this.users = new StateAtHead<>(log, new UserDecider(), UserEvent.class);
    }

    /**
     * As {@link CommandSender} says it.
     *
     * @throws Refusal {@code user.erased} too
     */
    @Override
    public Receipt send(Object command, CommandContext context) {
        if (!(command instanceof EraseUser)) {
            require(context.workspace(), context.origin());
        }
        return sender.send(command, context);
    }

    private void require(WorkspaceId workspace, Origin origin) {
        var owner = origin.owner();
        var answersEvent = origin.cause() != null;
        if (isLeaving(workspace, origin.actor())
                || (owner != null
                        && !answersEvent
                        && !owner.equals(origin.actor())
                        && isLeaving(workspace, owner))) {
            throw Refusal.of(ErrorCode.USER_ERASED);
        }
    }

    private boolean isLeaving(WorkspaceId workspace, String id) {
        return UserId.isValid(id) && users.read(workspace, id).state().isLeaving();
    }
}
