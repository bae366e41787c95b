package dev.mooring.query.reuseindex;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.reuse.FindFingerprint;
import dev.mooring.language.reuse.FindReusable;
import dev.mooring.language.reuse.Reusable;
import dev.mooring.query.audit.TrailReader;
import dev.mooring.query.past.Moment;
import dev.mooring.query.past.Moments;
import dev.mooring.query.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/reuse-lookup}. */
@RestController
@Tag(name = "Connections")
final class ReuseLookupEndpoint {

    private static final int LONGEST = 255;
    private static final int MOST = 1000;

    private final ReuseIndex index;
    private final QueryGateway queries;
    private final Users users;
    private final EventLog log;
    private final Moments moments;
    private final TrailReader found;

    ReuseLookupEndpoint(
            ReuseIndex index,
            QueryGateway queries,
            Users users,
            EventLog log,
            Moments moments,
            TrailReader found) {
        this.index = index;
        this.queries = queries;
        this.users = users;
        this.log = log;
        this.moments = moments;
        this.found = found;
    }

    /**
     * @param service id or link name
     * @param scopes none when absent
     * @param parameters none when absent
     */
    record LookupBody(
            @Nullable String service,
            @Nullable List<String> scopes,
            @Nullable Map<String, @Nullable String> parameters) {}

    /**
     * @param reusable the newest first
     */
    record LookupAnswer(List<Reusable> reusable) {}

    @PostMapping("/v1/reuse-lookup")
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ReuseIndex.NAME)
    @Operation(
            summary = "See what could be reused, before anything is created",
            description =
                    "The user's authorizations in effect with the same service, client, scopes and"
                            + " parameters. With at, what could have been reused at that moment for the"
                            + " configuration as the service has it today; Mooring-Position then tells the"
                            + " last event that counted.")
    @Refuses({ErrorCode.MOMENT_IN_FUTURE, ErrorCode.READ_MODEL_BEHIND})
    ResponseEntity<LookupAnswer> lookup(
            Caller caller,
            @RequestBody LookupBody body,
            @Parameter(description = Moment.AT) @RequestParam(required = false)
                    @Nullable String at) {
        var fields = new Fields();
        var service = fields.text("/service", body.service(), 1, LONGEST);
        var scopes = fields.list("/scopes", body.scopes(), MOST);
        var parameters = parameters(fields, body.parameters());
        fields.check();
        var workspace = new WorkspaceId(caller.workspace());
        var user = users.find(workspace, caller.user());
        if (user.isEmpty()) {
            return ResponseEntity.ok(new LookupAnswer(List.of()));
        }
        var fingerprint =
                fingerprint(
                        new FindFingerprint(workspace, user.get(), service, scopes, parameters));
        var query = new FindReusable(workspace, user.get(), fingerprint);
        if (at == null) {
            return ResponseEntity.ok(new LookupAnswer(index.find(query)));
        }
        var past = moments.past("at", at).position();
        var then = ReuseIndex.at(log, past, found.events(workspace, user.get(), past));
        return Answers.positioned(new LookupAnswer(then.find(query)), past);
    }

    private static Map<String, String> parameters(
            Fields fields, @Nullable Map<String, @Nullable String> given) {
        var parameters = new HashMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (value == null) {
                    fields.wrong("/parameters", "required", "A parameter cannot be null");
                } else {
                    parameters.put(name, value);
                }
            });
        }
        return parameters;
    }

    private Fingerprint fingerprint(FindFingerprint query) {
        try {
            return queries.query(query, Fingerprint.class).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
