package dev.mooring.workspaces;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.Maker;
import java.util.TreeSet;

/** A key grants only what its maker has: scopes, users, and the bounds of an application. */
final class KeyReachesNoFurtherThanItsMaker {

    private KeyReachesNoFurtherThanItsMaker() {}

    static void check(IssueKey command) {
        switch (command.maker()) {
            case Maker.Bootstrap bootstrap -> {}
            case Maker.Administrator administrator -> check(command, administrator);
        }
    }

    private static void check(IssueKey command, Maker.Administrator maker) {
        var beyond = new TreeSet<>(command.scopes());
        beyond.removeAll(maker.scopes());
        if (!beyond.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.KEY_SCOPE_NOT_HELD,
                    "The maker does not have " + String.join(", ", beyond));
        }
        if (maker.application() != null && !maker.application().equals(command.application())) {
            throw Refusal.of(
                    ErrorCode.ROUTE_FORBIDDEN,
                    "An application makes keys for itself alone: without it they would reach every"
                            + " connection");
        }
        var actsFor = command.actsFor();
        if (maker.actsFor() != null && (actsFor == null || !maker.actsFor().containsAll(actsFor))) {
            throw Refusal.of(
                    ErrorCode.USER_FORBIDDEN, "The maker does not act for all of these users");
        }
    }
}
