package dev.mooring.workspaces;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RotateKey;
import dev.mooring.language.workspace.Maker;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key grants only what whoever gets to see its secret has: scopes, users, and the bounds of an
 * application.
 */
final class KeyReachesNoFurtherThanItsMaker {

    private KeyReachesNoFurtherThanItsMaker() {}

    static void check(IssueKey command) {
        check(command.maker(), command.scopes(), command.application(), command.actsFor());
    }

    static void check(Key.Issued key, RotateKey command) {
        check(command.by(), key.scopes(), key.application(), key.actsFor());
    }

    private static void check(
            Maker maker,
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor) {
        switch (maker) {
            case Maker.Bootstrap bootstrap -> {}
            case Maker.Founder founder -> {}
            case Maker.Administrator administrator ->
                    check(administrator, scopes, application, actsFor);
        }
    }

    private static void check(
            Maker.Administrator maker,
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor) {
        var beyond = new TreeSet<>(scopes);
        beyond.removeAll(maker.scopes());
        if (!beyond.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.KEY_SCOPE_NOT_HELD,
                    "The maker does not have " + String.join(", ", beyond));
        }
        if (maker.application() != null && !maker.application().equals(application)) {
            throw Refusal.of(
                    ErrorCode.ROUTE_FORBIDDEN,
                    "An application makes keys for itself alone: without it they would reach every"
                            + " connection");
        }
        if (maker.actsFor() != null && (actsFor == null || !maker.actsFor().containsAll(actsFor))) {
            throw Refusal.of(
                    ErrorCode.USER_FORBIDDEN, "The maker does not act for all of these users");
        }
    }
}
