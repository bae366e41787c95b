package dev.mooring.authorizing.attempts;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;

/** Whose console session a browser holds. */
public record Visitor(WorkspaceId workspace, UserId user) {

    boolean is(Attempt attempt) {
        return workspace.equals(attempt.workspace()) && user.equals(attempt.user());
    }
}
