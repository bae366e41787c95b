package dev.mooring.query.history;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Scope;
import dev.mooring.api.request.Caller;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.users.Users;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an auditor may see: of whom, and how much of it. Thread-safe. */
public final class Auditing {

    private final Users users;

    public Auditing(Users users) {
        this.users = users;
    }

    /**
     * The user to whom an auditor is bound; empty for one who reads the whole workspace.
     *
     * @param unknown the refusal of a user who has nothing here
     * @throws Refusal {@code user.required} for a key that acts for some users only and names none
     */
    public Optional<UserId> boundTo(Caller caller, ErrorCode unknown) {
        var external = caller.actingFor();
        if (external == null) {
            if (!caller.has(Scope.AUDIT_READ)
                    || caller.principal().actsFor() instanceof ActsFor.Only) {
                throw Refusal.of(ErrorCode.USER_REQUIRED);
            }
            return Optional.empty();
        }
        return Optional.of(
                users.find(new WorkspaceId(caller.workspace()), external)
                        .orElseThrow(() -> Refusal.of(unknown)));
    }

    /**
     * Lets an auditor through who reads the whole workspace.
     *
     * @throws Refusal {@code user.forbidden} for one who is bound to a user
     */
    public static void requireWholeWorkspace(Caller caller) {
        if (caller.actingFor() != null || caller.principal().actsFor() instanceof ActsFor.Only) {
            throw Refusal.of(
                    ErrorCode.USER_FORBIDDEN, "This is over all users, and the call is for one");
        }
    }

    /** Whether the call is made for a user who has nothing here. */
    public boolean isForNobody(Caller caller) {
        var external = caller.actingFor();
        return external != null
                && users.find(new WorkspaceId(caller.workspace()), external).isEmpty();
    }

    /**
     * How much an auditor is shown.
     *
     * @param personal whether personal text is asked for; null for not
     * @throws Refusal {@code scope.missing}
     */
    public static Clearance clearance(Caller caller, @Nullable Boolean personal) {
        if (personal == null || !personal) {
            return Clearance.MASKED;
        }
        caller.require(Scope.AUDIT_PERSONAL);
        return Clearance.PERSONAL;
    }

    /**
     * A user, or whoever acted, by whatever id a filter names: the workspace's own is taken from
     * those alone who may see it.
     */
    public String id(Caller caller, Clearance clearance, String named) {
        return clearance.showsText() && !UserId.isValid(named)
                ? users.find(new WorkspaceId(caller.workspace()), named)
                        .map(UserId::value)
                        .orElse(named)
                : named;
    }
}
