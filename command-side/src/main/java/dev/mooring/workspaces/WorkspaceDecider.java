package dev.mooring.workspaces;

import dev.mooring.deciding.Decider;
import dev.mooring.language.workspace.WorkspaceCommand;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import dev.mooring.language.workspace.WorkspaceEvent;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;
import java.util.List;

/** What a command leads to in each state of a workspace. Pure. */
public final class WorkspaceDecider
        implements Decider<Workspace, WorkspaceCommand, WorkspaceEvent> {

    @Override
    public Workspace initial() {
        return new Workspace.None();
    }

    @Override
    public List<WorkspaceEvent> decide(Workspace state, WorkspaceCommand command) {
        return switch (command) {
            case CreateWorkspace create ->
                    switch (state) {
                        case Workspace.None none ->
                                List.of(
                                        new WorkspaceCreated(
                                                create.workspace().value(), create.name().value()));
                        case Workspace.Created created -> List.of();
                    };
        };
    }

    @Override
    public Workspace evolve(Workspace state, WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceCreated created -> new Workspace.Created();
        };
    }
}
