package dev.mooring.workspaces;

import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.TrustedIssuer;

/** Which workspace takes the tokens of an issuer for an audience. */
public sealed interface IssuerTrust {

    /** None does. */
    record None() implements IssuerTrust {}

    /** One does, in this way. */
    record By(WorkspaceId workspace, TrustedIssuer issuer) implements IssuerTrust {}
}
