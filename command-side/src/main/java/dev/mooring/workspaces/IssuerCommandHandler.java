package dev.mooring.workspaces;

import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.Decisions;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.language.IssuerId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.WorkspaceCommand;
import dev.mooring.language.workspace.WorkspaceCommand.RemoveIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.SetIssuer;
import dev.mooring.language.workspace.WorkspaceEvent;
import dev.mooring.workspaces.IssuerCommand.DropIssuer;
import dev.mooring.workspaces.IssuerCommand.TrustIssuer;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes the commands on a workspace's issuer. The workspace, the issuer that it had and the one
 * that it gets change in one commit, so that two workspaces that want the same one meet on it.
 */
public final class IssuerCommandHandler {

    private final Decisions<Workspace, WorkspaceCommand, WorkspaceEvent> workspaces;
    private final Decisions<IssuerTrust, IssuerCommand, IssuerEvent> issuers;

    private IssuerCommandHandler(
            Decisions<Workspace, WorkspaceCommand, WorkspaceEvent> workspaces,
            Decisions<IssuerTrust, IssuerCommand, IssuerEvent> issuers) {
        this.workspaces = workspaces;
        this.issuers = issuers;
    }

    /** A handler on Axon's repositories. */
    public static IssuerCommandHandler over(AxonLog axon) {
        return new IssuerCommandHandler(
                new AxonDecisions<>(
                        axon.repository(WorkspaceAggregate.class), WorkspaceAggregate::new),
                new AxonDecisions<>(axon.repository(IssuerAggregate.class), IssuerAggregate::new));
    }

    @CommandHandler
    public void handle(SetIssuer command) {
        var workspace = command.workspace();
        var before = issuerOf(workspace);
        var issuer = command.issuer();
        workspaces.decide(workspace.value(), command);
        if (before != null && !before.equals(issuer.id())) {
            issuers.decide(before.value(), new DropIssuer(workspace, before));
        }
        issuers.decide(issuer.id().value(), new TrustIssuer(workspace, issuer));
    }

    @CommandHandler
    public void handle(RemoveIssuer command) {
        var workspace = command.workspace();
        var before = issuerOf(workspace);
        workspaces.decide(workspace.value(), command);
        if (before != null) {
            issuers.decide(before.value(), new DropIssuer(workspace, before));
        }
    }

    private @Nullable IssuerId issuerOf(WorkspaceId workspace) {
        return switch (workspaces.state(workspace.value())) {
            case Workspace.None none -> null;
            case Workspace.Created created -> created.issuer();
        };
    }
}
