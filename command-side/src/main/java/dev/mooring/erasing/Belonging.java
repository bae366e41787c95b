package dev.mooring.erasing;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;

/**
 * Something that is or was a user's.
 *
 * @param id of a connection or an authorization
 */
record Belonging(WorkspaceId workspace, UserId user, String id) {}
