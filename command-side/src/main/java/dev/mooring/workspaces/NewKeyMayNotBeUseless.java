package dev.mooring.workspaces;

import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        requireAhead("/expiresAt", command.expiresAt(), command.at());
    }

    static void check(KeyRotated rotated, Instant at) {
        requireAhead("/expiresAt", rotated.expiresAt(), at);
        requireAhead("/previousEndsAt", rotated.previousEndsAt(), at);
    }

    private static void requireAhead(String pointer, @Nullable Instant end, Instant at) {
        if (end != null && !end.isAfter(at)) {
            throw Refusal.invalid(pointer, "in_the_past", "The secret would have ended");
        }
    }
}
