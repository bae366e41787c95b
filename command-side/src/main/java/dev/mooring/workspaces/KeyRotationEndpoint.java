package dev.mooring.workspaces;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.KeyId;
import dev.mooring.language.workspace.KeyCommand.EndPreviousSecret;
import dev.mooring.language.workspace.KeyCommand.RotateKey;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The change of an API key's secret, over HTTP. */
@RestController
@Tag(name = "Administration")
final class KeyRotationEndpoint {

    private final Commands commands;
    private final Makers makers;
    private final CommandSender sender;
    private final Idempotency idempotency;

    KeyRotationEndpoint(
            Commands commands, Makers makers, CommandSender sender, Idempotency idempotency) {
        this.commands = commands;
        this.makers = makers;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    /**
     * How to rotate.
     *
     * @param expiresAt when the new secret stops working; where left out, when the present one
     *     would
     * @param previousEndsAt when the present secret stops working; where left out, once it is ended
     */
    record Rotation(@Nullable Instant expiresAt, @Nullable Instant previousEndsAt) {}

    /**
     * A key with its new secret.
     *
     * @param key the key itself, shown this once; null where the request is a repeated one
     */
    record RotatedAnswer(
            String id,
            @Nullable String key,
            @Nullable Instant expiresAt,
            @Nullable Instant previousEndsAt) {

        RotatedAnswer withoutKey() {
            return new RotatedAnswer(id, null, expiresAt, previousEndsAt);
        }

        @Override
        public String toString() {
            return "RotatedAnswer[id=" + id + "]";
        }
    }

    @PostMapping("/v1/keys/{key}/rotate")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Refuses({
        ErrorCode.KEY_UNKNOWN,
        ErrorCode.KEY_BEING_ROTATED,
        ErrorCode.KEY_OF_FIRST_START,
        ErrorCode.KEY_SCOPE_NOT_HELD
    })
    @Operation(
            summary = "Rotate an API key",
            description =
                    "Gives the key a second secret, in this answer and never again; a repeated request gets it"
                            + " without the key. Both work until the previous one is ended, or until previousEndsAt."
                            + " Whoever rotates a key has to reach as far as it does.")
    ResponseEntity<RotatedAnswer> rotate(
            Caller caller,
            @PathVariable String key,
            @RequestBody(required = false) @Nullable Rotation posted) {
        var id = new KeyId(PathId.id("key", key));
        var how = posted == null ? new Rotation(null, null) : posted;
        return idempotency.run(
                caller,
                Kept.without(
                        RotatedAnswer.class, RotatedAnswer::withoutKey, RotatedAnswer::withoutKey),
                commitId -> rotate(caller, id, how, context(caller, id, commitId)));
    }

    @DeleteMapping("/v1/keys/{key}/previous-secret")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Refuses(ErrorCode.KEY_UNKNOWN)
    @Operation(
            summary = "End an API key's previous secret",
            description =
                    "The secret from before the last rotation opens nothing any more from the moment of the"
                            + " answer, on every node.")
    ResponseEntity<Void> endPrevious(Caller caller, @PathVariable String key) {
        var id = new KeyId(PathId.id("key", key));
        return idempotency.run(
                caller,
                Kept.nothing(),
                commitId -> {
                    var context = context(caller, id, commitId);
                    var receipt = sender.send(new EndPreviousSecret(id, context.at()), context);
                    return Answers.noContent(
                            receipt.position(), receipt.versions().getOrDefault(id.value(), 0L));
                });
    }

    private ResponseEntity<RotatedAnswer> rotate(
            Caller caller, KeyId id, Rotation posted, CommandContext context) {
        var key = ApiKey.generate(id.value());
        var receipt =
                sender.send(
                        new RotateKey(
                                id,
                                posted.expiresAt(),
                                posted.previousEndsAt(),
                                key.sha256(),
                                makers.administrator(caller.principal(), context),
                                context.at()),
                        context);
        var rotated = receipt.event(KeyRotated.class);
        return Answers.written(
                new RotatedAnswer(
                        id.value(),
                        rotated.secretHash().equals(key.sha256()) ? key.text() : null,
                        rotated.expiresAt(),
                        rotated.previousEndsAt()),
                receipt.position(),
                receipt.versions().getOrDefault(id.value(), 0L));
    }

    private CommandContext context(Caller caller, KeyId key, String commitId) {
        return Commands.expecting(commands.context(caller, commitId), caller, key.value());
    }
}
