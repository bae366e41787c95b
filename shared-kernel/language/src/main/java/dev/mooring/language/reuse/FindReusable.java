package dev.mooring.language.reuse;

import dev.mooring.language.Fingerprint;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;

/**
 * Asks the query side which authorizations in effect a user could reuse for a configuration;
 * answered with several {@link Reusable}, the newest first. An offer only: what is reused is
 * decided on the authorization itself.
 */
public record FindReusable(WorkspaceId workspace, UserId user, Fingerprint fingerprint) {}
