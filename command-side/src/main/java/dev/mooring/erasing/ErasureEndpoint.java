package dev.mooring.erasing;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.workspaces.Commands;
import dev.mooring.workspaces.Names;
import dev.mooring.workspaces.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/users/{user}/erase} and {@code GET /v1/users/{user}/erasure}. */
@RestController
@Tag(name = "Administration")
final class ErasureEndpoint {

    private static final String NAMED =
            "The workspace's own id of the user, or the one as usr_… that an erasure's answer gives";

    private final Users users;
    private final Names names;
    private final ErasureStates states;
    private final Commands commands;
    private final CommandSender sender;
    private final Idempotency idempotency;

    ErasureEndpoint(
            Users users,
            Names names,
            ErasureStates states,
            Commands commands,
            CommandSender sender,
            Idempotency idempotency) {
        this.users = users;
        this.names = names;
        this.states = states;
        this.commands = commands;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    @PostMapping("/v1/users/{user}/erase")
    @RequiresScope(Scope.USERS_ERASE)
    @Refuses({ErrorCode.USER_UNKNOWN, ErrorCode.USER_FORBIDDEN})
    @Operation(
            summary = "Erase a person",
            description =
                    "For good. From the answer on nothing more can be done of or for the user. His connections are"
                            + " deleted, his authorizations revoked at their services, his credentials and the key of"
                            + " his personal text destroyed; what happened stays, without his text. The answer's"
                            + " Location tells how far it is, and is the only name by which he can be asked for"
                            + " afterwards. Asking again changes nothing.")
    ResponseEntity<ErasureAnswer> erase(
            Caller caller, @Parameter(description = NAMED) @PathVariable String user) {
        var id = named(caller, user);
        return idempotency.run(
                caller, Kept.whole(ErasureAnswer.class), commitId -> erase(caller, id, commitId));
    }

    @GetMapping("/v1/users/{user}/erasure")
    @RequiresScope(Scope.USERS_ERASE)
    @Refuses({ErrorCode.USER_UNKNOWN, ErrorCode.ERASURE_UNKNOWN, ErrorCode.USER_FORBIDDEN})
    @Operation(
            summary = "Read how far a person's erasure is",
            description =
                    "live_done: nothing is left here. Backups from before keep his key, so that they and the"
                            + " key-encryption key together still tell of him, until they are gone.")
    ResponseEntity<ErasureAnswer> erasure(
            Caller caller, @Parameter(description = NAMED) @PathVariable String user) {
        var state = states.of(Commands.workspace(caller), named(caller, user));
        return Answers.ok(state.answer(), state.version());
    }

    private ResponseEntity<ErasureAnswer> erase(Caller caller, UserId user, String commitId) {
        var context =
                Commands.expecting(commands.about(caller, user, commitId), caller, user.value());
        var receipt = sender.send(new EraseUser(user, context.at()), context);
        return Answers.accepted(
                URI.create("/v1/users/" + user + "/erasure"),
                states.of(context.workspace(), user).answer(),
                receipt.position());
    }

    /** Whom a path names, if the caller may act for him. */
    private UserId named(Caller caller, String path) {
        var workspace = Commands.workspace(caller);
        if (UserId.isValid(path) && states.knows(workspace, new UserId(path))) {
            var user = new UserId(path);
            requireReach(caller, names.user(workspace, user));
            return user;
        }
        requireReach(caller, path);
        return users.find(workspace, path).orElseThrow(() -> Refusal.of(ErrorCode.USER_UNKNOWN));
    }

    private static void requireReach(Caller caller, String externalId) {
        if (caller.principal().actsFor() instanceof ActsFor.Only only
                && !only.includes(externalId)) {
            throw Refusal.of(ErrorCode.USER_FORBIDDEN);
        }
    }
}
