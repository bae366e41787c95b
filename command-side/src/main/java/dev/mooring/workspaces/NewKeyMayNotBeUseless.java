package dev.mooring.workspaces;

import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.KeyCommand.IssueKey;

/** A key opens something, to somebody, for some time. */
final class NewKeyMayNotBeUseless {

    private NewKeyMayNotBeUseless() {}

    static void check(IssueKey command) {
        if (command.scopes().isEmpty()) {
            throw Refusal.invalid("/scopes", "required", "A key needs at least one scope");
        }
        var actsFor = command.actsFor();
        if (actsFor != null && actsFor.isEmpty()) {
            throw Refusal.invalid(
                    "/actsFor", "required", "Name at least one user, or leave it out");
        }
        var expiresAt = command.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(command.at())) {
            throw Refusal.invalid("/expiresAt", "in_the_past", "The key would have expired");
        }
    }
}
