package dev.mooring.language.workspace;

import dev.mooring.language.Command;
import dev.mooring.language.DisplayName;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a workspace. */
public sealed interface WorkspaceCommand extends Command {

    WorkspaceId workspace();

    record CreateWorkspace(
            @TargetAggregateIdentifier WorkspaceId workspace, DisplayName name, Instant at)
            implements WorkspaceCommand {}

    /** Takes an issuer's tokens for those of the workspace's users, and no other's. */
    record SetIssuer(
            @TargetAggregateIdentifier WorkspaceId workspace, TrustedIssuer issuer, Instant at)
            implements WorkspaceCommand {}

    /** Takes nobody's tokens for those of the workspace's users. */
    record RemoveIssuer(@TargetAggregateIdentifier WorkspaceId workspace, Instant at)
            implements WorkspaceCommand {}
}
