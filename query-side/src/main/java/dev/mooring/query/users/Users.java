package dev.mooring.query.users;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.Optional;

/** Finds the users that workspaces name by ids of their own. Thread-safe. */
@FunctionalInterface
public interface Users {

    /**
     * The user's id; empty for one who never had anything here.
     *
     * @param externalId as {@code Mooring-User} has it, compared byte for byte
     */
    Optional<UserId> find(WorkspaceId workspace, String externalId);
}
