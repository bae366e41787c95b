package dev.mooring.workspaces;

import dev.mooring.api.access.Principal;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an authenticated request what comes in with a command: workspace, origin, database time,
 * id. Thread-safe.
 */
public final class Commands {

    private final Users users;
    private final InstantSource clock;

    /**
     * Commands at database time.
     *
     * @param clock database time
     */
    public Commands(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    public static WorkspaceId workspace(Caller caller) {
        return new WorkspaceId(caller.workspace());
    }

    /**
     * The user for whom the call is made, registered on first use.
     *
     * @throws Refusal {@code user.required}
     */
    public UserId user(Caller caller) {
        return users.resolve(workspace(caller), caller.user(), origin(caller, null));
    }

    /** For what belongs to the workspace: the caller himself acts. */
    public CommandContext context(Caller caller, String commitId) {
        return context(caller, origin(caller, null), commitId);
    }

    /**
     * For what belongs to a user. Where the call is made for a user it is he who acts, by means of
     * the caller's key.
     */
    public CommandContext context(Caller caller, UserId owner, String commitId) {
        return context(caller, origin(caller, owner), commitId);
    }

    /** For what is done to a user, not for him: the caller himself acts, whomever he acts for. */
    public CommandContext about(Caller caller, UserId user, String commitId) {
        var by = origin(caller, null);
        return context(
                caller,
                new Origin(user.value(), by.actor(), by.client(), by.request(), null, by.address()),
                commitId);
    }

    /** The same, refused where the caller has seen another version of the aggregate. */
    public static CommandContext expecting(
            CommandContext context, Caller caller, String aggregateId) {
        var version = caller.expectedVersion();
        return version.isPresent() ? context.expecting(aggregateId, version.getAsLong()) : context;
    }

    private CommandContext context(Caller caller, Origin origin, String commitId) {
        var id = CommandId.of("request", commitId);
        var isNamed = caller.idempotencyKey() != null;
        return new CommandContext(workspace(caller), origin, id, isNamed, clock.instant(), null);
    }

    private Origin origin(Caller caller, @Nullable UserId owner) {
        var principal = caller.principal();
        var means =
                new Origin(
                        owner == null ? null : owner.value(),
                        principal.id(),
                        principal.application(),
                        caller.requestId(),
                        null,
                        Address.of(caller.context().network()));
        return switch (principal.kind()) {
            case KEY, BOOTSTRAP ->
                    owner == null || caller.actingFor() == null
                            ? means
                            : actedBy(owner, principal.id(), means);
            case USER -> actedBy(itself(caller, principal, means), null, means);
        };
    }

    private UserId itself(Caller caller, Principal principal, Origin means) {
        // The issuer's id of the user is personal, and is not to stand where ids stand.
        var anonymous = new Origin(null, "user", null, means.request(), null, means.address());
        return users.resolve(workspace(caller), principal.id(), anonymous);
    }

    private static Origin actedBy(UserId actor, @Nullable String client, Origin means) {
        return new Origin(
                means.owner(),
                actor.value(),
                client,
                means.request(),
                means.cause(),
                means.address());
    }
}
