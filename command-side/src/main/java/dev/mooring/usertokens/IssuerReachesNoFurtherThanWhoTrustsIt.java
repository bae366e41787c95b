package dev.mooring.usertokens;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.stream.Collectors;

/**
 * Whoever has an issuer trusted lets all its users in, and himself as any of them: so he has to be
 * able already to do what they may, for everyone.
 */
final class IssuerReachesNoFurtherThanWhoTrustsIt {

    private IssuerReachesNoFurtherThanWhoTrustsIt() {}

    static void check(Principal principal) {
        var beyond =
                Scope.OF_PERSONS.stream()
                        .filter(scope -> !principal.has(scope))
                        .map(Scope::text)
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!beyond.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.KEY_SCOPE_NOT_HELD,
                    "The issuer's users may do what the caller may not: " + beyond);
        }
        if (principal.application() != null) {
            throw Refusal.of(
                    ErrorCode.ROUTE_FORBIDDEN,
                    "An application reaches its own connections, and users all of theirs");
        }
        if (!(principal.actsFor() instanceof ActsFor.Anyone)) {
            throw Refusal.of(
                    ErrorCode.USER_FORBIDDEN, "The caller does not act for all of the users");
        }
    }
}
