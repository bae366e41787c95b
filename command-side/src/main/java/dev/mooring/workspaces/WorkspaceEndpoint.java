package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.Maker;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Workspaces of an installation, over HTTP. */
@RestController
@Tag(name = "Administration")
final class WorkspaceEndpoint {

    private static final DisplayName FIRST_KEY = new DisplayName("First key");

    private final Commands commands;
    private final CommandSender sender;
    private final Idempotency idempotency;

    WorkspaceEndpoint(Commands commands, CommandSender sender, Idempotency idempotency) {
        this.commands = commands;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    record NewWorkspace(@Nullable String name) {}

    /**
     * A workspace that was founded.
     *
     * @param key the way in
     */
    record WorkspaceAnswer(String id, String name, FirstKey key) {}

    /**
     * The first key of a workspace.
     *
     * @param key the key itself, shown this once; null where the request is a repeated one
     */
    record FirstKey(String id, @Nullable String key, List<String> scopes) {

        FirstKey withoutKey() {
            return new FirstKey(id, null, scopes);
        }

        @Override
        public String toString() {
            return "FirstKey[id=" + id + "]";
        }
    }

    @PostMapping("/v1/workspaces")
    @RequiresScope(Scope.WORKSPACES_ADMIN)
    @Operation(
            summary = "Found a workspace",
            description =
                    "Nothing crosses from one workspace to another, the caller's own included: the first key of the"
                            + " answer is the only way into the new one. It may do everything within that workspace and"
                            + " nothing to the installation. The key is in this answer and never again; a repeated"
                            + " request gets it without the key.")
    ResponseEntity<WorkspaceAnswer> found(Caller caller, @RequestBody NewWorkspace posted) {
        return idempotency.run(
                caller,
                Kept.without(
                        WorkspaceAnswer.class,
                        WorkspaceEndpoint::withoutKey,
                        WorkspaceEndpoint::withoutKey),
                commitId -> {
                    var fields = new Fields();
                    var given = fields.required("/name", posted.name(), "");
                    fields.check();
                    return found(
                            DisplayName.parse("/name", given), commands.context(caller, commitId));
                });
    }

    private ResponseEntity<WorkspaceAnswer> found(DisplayName name, CommandContext asked) {
        var workspace = WorkspaceId.madeBy(asked.command());
        var id = KeyId.madeBy(asked.command());
        var key = ApiKey.generate(id.value());
        var command =
                new IssueKey(
                        id,
                        FIRST_KEY,
                        Scope.ofOneWorkspace().stream()
                                .map(Scope::text)
                                .collect(toUnmodifiableSet()),
                        null,
                        null,
                        null,
                        key.sha256(),
                        new Maker.Founder(workspace, name),
                        asked.at());
        var receipt = sender.send(command, asked.within(workspace));
        var founded = receipt.event(WorkspaceCreated.class);
        var issued = receipt.event(KeyIssued.class);
        var first =
                new FirstKey(
                        issued.key(),
                        issued.secretHash().equals(key.sha256()) ? key.text() : null,
                        issued.scopes());
        return Answers.created(
                URI.create("/v1/workspaces/" + founded.workspace()),
                new WorkspaceAnswer(founded.workspace(), founded.name(), first),
                receipt.position(),
                receipt.versions().getOrDefault(founded.workspace(), 0L));
    }

    private static WorkspaceAnswer withoutKey(WorkspaceAnswer answer) {
        return new WorkspaceAnswer(answer.id(), answer.name(), answer.key().withoutKey());
    }
}
