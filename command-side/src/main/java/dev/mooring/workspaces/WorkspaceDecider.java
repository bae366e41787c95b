package dev.mooring.workspaces;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.IssuerId;
import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.WorkspaceCommand;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import dev.mooring.language.workspace.WorkspaceCommand.RemoveIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.SetIssuer;
import dev.mooring.language.workspace.WorkspaceEvent;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerRemoved;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerSet;
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
            case CreateWorkspace create -> create(state, create);
            case SetIssuer set -> set(state, set);
            case RemoveIssuer remove -> remove(state, remove);
        };
    }

    @Override
    public Workspace evolve(Workspace state, WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceCreated created -> new Workspace.Created(null);
            case IssuerSet set -> new Workspace.Created(new IssuerId(set.issuer()));
            case IssuerRemoved removed -> new Workspace.Created(null);
        };
    }

    private static List<WorkspaceEvent> create(Workspace state, CreateWorkspace command) {
        return switch (state) {
            case Workspace.None none ->
                    List.of(
                            new WorkspaceCreated(
                                    command.workspace().value(), command.name().value()));
            case Workspace.Created created -> List.of();
        };
    }

    private static List<WorkspaceEvent> set(Workspace state, SetIssuer command) {
        var id = command.issuer().id();
        return switch (state) {
            case Workspace.None none -> throw Refusal.of(ErrorCode.WORKSPACE_UNKNOWN);
            case Workspace.Created created ->
                    id.equals(created.issuer())
                            ? List.of()
                            : List.of(new IssuerSet(command.workspace().value(), id.value()));
        };
    }

    private static List<WorkspaceEvent> remove(Workspace state, RemoveIssuer command) {
        return switch (state) {
            case Workspace.None none -> throw Refusal.of(ErrorCode.WORKSPACE_UNKNOWN);
            case Workspace.Created created ->
                    created.issuer() == null
                            ? List.of()
                            : List.of(
                                    new IssuerRemoved(
                                            command.workspace().value(), created.issuer().value()));
        };
    }
}
