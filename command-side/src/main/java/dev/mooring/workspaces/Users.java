package dev.mooring.workspaces;

import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.UserCommand.RegisterUser;
import dev.mooring.language.workspace.UserEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Leads from the id by which a workspace's own systems know a user to the random one that stands
 * for the user here. Thread-safe, and of one mind on all nodes.
 */
public final class Users {

    private static final int LONGEST = 255;

    private final UserIndex index;
    private final StateAtHead<User, UserEvent> users;
    private final CommandSender sender;
    private final InstantSource clock;

    public Users(UserIndex index, EventLog log, CommandSender sender, InstantSource clock) {
        this.index = index;
        this.users = new StateAtHead<>(log, new UserDecider(), UserEvent.class);
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * The user's id. Who is met for the first time is registered first: durably, and once however
     * many nodes do so at a time.
     *
     * @param externalId compared byte for byte
     * @param origin of the request that names the user
     * @throws Refusal {@code request.invalid} for an id that is empty, longer than 255 characters,
     *     has control characters or is not well-formed Unicode; {@code user.erased} while the user
     *     is being erased. Once that is done, whoever has the id next is a new user
     */
    public UserId resolve(WorkspaceId workspace, String externalId, Origin origin) {
        requireWellFormed(externalId);
        var user =
                new UserId(
                        index.findOrAdd(
                                workspace.value(),
                                externalId,
                                () -> UserId.madeBy(CommandId.random()).value()));
        switch (users.read(workspace, user.value()).state()) {
            case User.Unknown _ -> register(workspace, user, externalId, origin);
            case User.Registered _ -> {}
            case User.Erasing _, User.Erased _ -> throw Refusal.of(ErrorCode.USER_ERASED);
        }
        return user;
    }

    /** By its commit's id the log finds it done, should another node be at it too. */
    private void register(WorkspaceId workspace, UserId user, String externalId, Origin origin) {
        sender.send(
                new RegisterUser(user, externalId, clock.instant()),
                CommandContext.of(workspace, ownedBy(user, origin), clock.instant())
                        .named(CommandId.of("user.register", workspace.value(), user.value())));
    }

    /** The user's id, or empty for one whom nobody has named yet. */
    public Optional<UserId> find(WorkspaceId workspace, String externalId) {
        return isWellFormed(externalId)
                ? index.find(workspace.value(), externalId).map(UserId::new)
                : Optional.empty();
    }

    private static Origin ownedBy(UserId user, Origin origin) {
        return new Origin(
                user.value(),
                origin.actor(),
                origin.client(),
                origin.request(),
                origin.cause(),
                origin.address());
    }

    private static void requireWellFormed(String externalId) {
        if (!isWellFormed(externalId)) {
            throw Refusal.invalid(
                    "",
                    "user.invalid",
                    "a user's id has 1 to 255 characters, none of them a control character");
        }
    }

    private static boolean isWellFormed(String externalId) {
        return !externalId.isEmpty()
                && externalId.length() <= LONGEST
                && externalId.codePoints().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(externalId);
    }
}
