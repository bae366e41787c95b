package dev.mooring.workspaces;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.workspace.ApplicationCommand.RegisterApplication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Client applications, over HTTP. */
@RestController
@Tag(name = "Administration")
final class ApplicationEndpoint {

    private final Commands commands;
    private final CommandSender sender;
    private final Idempotency idempotency;

    ApplicationEndpoint(Commands commands, CommandSender sender, Idempotency idempotency) {
        this.commands = commands;
        this.sender = sender;
        this.idempotency = idempotency;
    }

    record NewApplication(@Nullable String name) {}

    record ApplicationAnswer(String id, String name) {}

    @PostMapping("/v1/applications")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Operation(
            summary = "Register an application",
            description =
                    "An application holds API keys and reaches the connections that it is allowed to.")
    ResponseEntity<ApplicationAnswer> register(
            Caller caller, @RequestBody NewApplication application) {
        return idempotency.run(
                caller,
                Kept.whole(ApplicationAnswer.class),
                commitId -> {
                    var fields = new Fields();
                    var given = fields.required("/name", application.name(), "");
                    fields.check();
                    var name = DisplayName.parse("/name", given);
                    var context = commands.context(caller, commitId);
                    var id = ApplicationId.madeBy(context.command());
                    var receipt =
                            sender.send(new RegisterApplication(id, name, context.at()), context);
                    return Answers.created(
                            URI.create("/v1/applications/" + id),
                            new ApplicationAnswer(id.value(), name.value()),
                            receipt.position(),
                            receipt.versions().getOrDefault(id.value(), 0L));
                });
    }
}
