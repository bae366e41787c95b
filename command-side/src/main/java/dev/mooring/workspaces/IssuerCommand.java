package dev.mooring.workspaces;

import dev.mooring.language.IssuerId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.TrustedIssuer;

/** What can be asked of an issuer; only ever within a command on a workspace. */
public sealed interface IssuerCommand {

    WorkspaceId workspace();

    /** Takes its tokens for those of the workspace's users. */
    record TrustIssuer(WorkspaceId workspace, TrustedIssuer issuer) implements IssuerCommand {}

    /** Takes them no more, if the workspace is the one that does. */
    record DropIssuer(WorkspaceId workspace, IssuerId issuer) implements IssuerCommand {}
}
