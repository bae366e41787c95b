package dev.mooring.workspaces;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.workspace.WorkspaceCommand;
import dev.mooring.language.workspace.WorkspaceEvent;

/** Runs {@link WorkspaceDecider} on Axon. */
public final class WorkspaceAggregate
        extends DecidedAggregate<Workspace, WorkspaceCommand, WorkspaceEvent> {

    public WorkspaceAggregate() {
        super(new WorkspaceDecider(), WorkspaceEvent.class);
    }
}
