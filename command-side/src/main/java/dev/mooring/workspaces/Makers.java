package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.KeyId;
import dev.mooring.language.workspace.Maker;

/** Says of a principal how far the keys may reach whose secrets it gets to see. Thread-safe. */
final class Makers {

    private final Users users;

    Makers(Users users) {
        this.users = users;
    }

    /** For a new key. */
    Maker maker(Principal principal, CommandContext context) {
        return switch (principal.kind()) {
            case BOOTSTRAP -> new Maker.Bootstrap(new KeyId(principal.id()));
            case KEY, USER -> administrator(principal, context);
        };
    }

    /** For a key that there is: the key of the first start, too, has no more than its scopes. */
    Maker.Administrator administrator(Principal principal, CommandContext context) {
        return new Maker.Administrator(
                principal.scopes().stream().map(Scope::text).collect(toUnmodifiableSet()),
                principal.application() == null ? null : new ApplicationId(principal.application()),
                switch (principal.actsFor()) {
                    case ActsFor.Anyone anyone -> null;
                    case ActsFor.Only only ->
                            only.users().stream()
                                    .map(user ->
                                            users.resolve(
                                                    context.workspace(), user, context.origin()))
                                    .collect(toUnmodifiableSet());
                });
    }
}
