package dev.mooring.workspaces;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;

/** What a person calls a workspace and a user, for pages that a person reads. Thread-safe. */
public final class Names {

    private final EventLog log;

    public Names(EventLog log) {
        this.log = log;
    }

    /** The workspace's name, or its id where it has none. */
    public String workspace(WorkspaceId workspace) {
        return log.readAggregate(workspace.value(), 0).stream()
                .map(recorded ->
                        recorded.event() instanceof WorkspaceCreated created ? created.name() : "")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(workspace.value());
    }

    /**
     * The id by which the workspace's own systems know a user, or ours where he was never
     * registered.
     */
    public String user(WorkspaceId workspace, UserId user) {
        return log.readAggregate(user.value(), 0).stream()
                .filter(recorded -> recorded.workspace().equals(workspace))
                .map(recorded ->
                        recorded.event() instanceof UserRegistered registered
                                ? registered.externalId()
                                : "")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(user.value());
    }
}
