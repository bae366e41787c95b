package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.KeyId;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** API keys, over HTTP. */
@RestController
@Tag(name = "Administration")
final class KeyEndpoint {

    /** Each is one read when the key is first used, and stands in the key's event. */
    private static final int MOST_USERS = 100;

    private final Commands commands;
    private final Users users;
    private final Makers makers;
    private final CommandSender sender;
    private final Idempotency idempotency;

    KeyEndpoint(
            Commands commands,
            Users users,
            Makers makers,
            CommandSender sender,
            Idempotency idempotency) {
        this.commands = commands;
        this.users = users;
        this.makers = makers;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    /**
     * A key to be made.
     *
     * @param actsFor users by their own systems' ids; any user where left out
     * @param expiresAt never where left out
     */
    record NewKey(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String applicationId,
            @Nullable List<String> actsFor,
            @Nullable Instant expiresAt) {}

    /**
     * A key that was made.
     *
     * @param key the key itself, shown this once; null where the request is a repeated one
     */
    record KeyAnswer(
            String id,
            @Nullable String key,
            String name,
            List<String> scopes,
            @Nullable String applicationId,
            @Nullable Instant expiresAt) {

        KeyAnswer withoutKey() {
            return new KeyAnswer(id, null, name, scopes, applicationId, expiresAt);
        }

        @Override
        public String toString() {
            return "KeyAnswer[id=" + id + "]";
        }
    }

    @PostMapping("/v1/keys")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Refuses({ErrorCode.KEY_SCOPE_NOT_HELD, ErrorCode.APPLICATION_UNKNOWN})
    @Operation(
            summary = "Make an API key",
            description =
                    "The key is in this answer and never again; a repeated request gets it without the key. A key"
                            + " reaches no further than its maker. The key of the first start makes one key and is void"
                            + " then, except in development.")
    ResponseEntity<KeyAnswer> issue(Caller caller, @RequestBody NewKey posted) {
        return idempotency.run(
                caller,
                Kept.without(KeyAnswer.class, KeyAnswer::withoutKey, KeyAnswer::withoutKey),
                commitId -> issue(caller, posted, commands.context(caller, commitId)));
    }

    @DeleteMapping("/v1/keys/{key}")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Refuses(ErrorCode.KEY_UNKNOWN)
    @Operation(
            summary = "Revoke an API key",
            description = "It opens nothing any more from the moment of the answer, on every node.")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String key) {
        var id = new KeyId(PathId.id("key", key));
        return idempotency.run(
                caller,
                Kept.nothing(),
                commitId -> {
                    var context =
                            Commands.expecting(
                                    commands.context(caller, commitId), caller, id.value());
                    var receipt = sender.send(new RevokeKey(id, context.at()), context);
                    return Answers.noContent(receipt.position(), version(receipt, id));
                });
    }

    private ResponseEntity<KeyAnswer> issue(Caller caller, NewKey posted, CommandContext context) {
        var id = KeyId.madeBy(context.command());
        var key = ApiKey.generate(id.value());
        var receipt = sender.send(command(caller, posted, context, id, key), context);
        var issued = receipt.event(KeyIssued.class);
        var answer =
                new KeyAnswer(
                        issued.key(),
                        key.text(),
                        issued.name(),
                        issued.scopes(),
                        issued.application(),
                        issued.expiresAt());
        return Answers.created(
                URI.create("/v1/keys/" + id),
                issued.secretHash().equals(key.sha256()) ? answer : answer.withoutKey(),
                receipt.position(),
                version(receipt, id));
    }

    private IssueKey command(
            Caller caller, NewKey posted, CommandContext context, KeyId id, ApiKey key) {
        var fields = new Fields();
        var name = fields.required("/name", posted.name(), "");
        var scopes = scopes(fields, posted.scopes());
        var application = application(fields, posted.applicationId());
        var named = posted.actsFor();
        var actsFor = named == null ? null : fields.list("/actsFor", named, MOST_USERS);
        fields.check();
        return new IssueKey(
                id,
                DisplayName.parse("/name", name),
                scopes,
                application,
                actsFor == null ? null : resolve("/actsFor", actsFor, context),
                posted.expiresAt(),
                key.sha256(),
                makers.maker(caller.principal(), context),
                context.at());
    }

    private static Set<String> scopes(Fields fields, @Nullable List<String> posted) {
        var scopes = fields.list("/scopes", posted, Scope.values().length);
        for (int i = 0; i < scopes.size(); i++) {
            if (Scope.of(scopes.get(i)).isEmpty()) {
                fields.wrong("/scopes/" + i, "scope.unknown", "There is no such scope");
            }
        }
        return Set.copyOf(scopes);
    }

    private static @Nullable ApplicationId application(Fields fields, @Nullable String posted) {
        if (posted == null) {
            return null;
        }
        if (!ApplicationId.isValid(posted)) {
            fields.wrong("/applicationId", "id.invalid", "An application's id is app_…");
            return null;
        }
        return new ApplicationId(posted);
    }

    private Set<UserId> resolve(
            String pointer, Collection<String> externalIds, CommandContext context) {
        return externalIds.stream()
                .map(externalId -> resolve(pointer, externalId, context))
                .collect(toUnmodifiableSet());
    }

    private UserId resolve(String pointer, String externalId, CommandContext context) {
        try {
            return users.resolve(context.workspace(), externalId, context.origin());
        } catch (Refusal refusal) {
            var wrong = refusal.errors();
            throw wrong.isEmpty()
                    ? refusal
                    : Refusal.invalid(pointer, wrong.getFirst().code(), refusal.detail());
        }
    }

    private static long version(Receipt receipt, KeyId key) {
        return receipt.versions().getOrDefault(key.value(), 0L);
    }
}
