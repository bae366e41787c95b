package dev.mooring.query.connectionlist;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionStatus;
import dev.mooring.query.audit.TrailReader;
import dev.mooring.query.past.Moment;
import dev.mooring.query.past.Moments;
import dev.mooring.query.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/connections}. */
@RestController
@Tag(name = "Connections")
final class ConnectionListEndpoint {

    private static final int LONGEST_TEXT = 100;

    private final ConnectionList list;
    private final Users users;
    private final InstantSource clock;
    private final EventLog log;
    private final Moments moments;
    private final TrailReader found;

    ConnectionListEndpoint(
            ConnectionList list,
            Users users,
            InstantSource clock,
            EventLog log,
            Moments moments,
            TrailReader found) {
        this.list = list;
        this.users = users;
        this.clock = clock;
        this.log = log;
        this.moments = moments;
        this.found = found;
    }

    @GetMapping("/v1/connections")
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ConnectionList.NAME)
    @Operation(
            summary = "List connections as cards",
            description =
                    "The user's connections; with the scope users:any and without a user, those of"
                            + " all users. Deleted ones are listed with status=deleted only. With at, one user's as they"
                            + " were at that moment; Mooring-Position then tells the last event that counted.")
    @Refuses({ErrorCode.MOMENT_IN_FUTURE, ErrorCode.READ_MODEL_BEHIND})
    ResponseEntity<Page<CardAnswer>> list(
            Caller caller,
            Paging paging,
            @Parameter(description = "The owner, by the workspace's own id")
                    @RequestParam(required = false)
                    @Nullable String user,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "An application with access") @RequestParam(required = false)
                    @Nullable String application,
            @Parameter(
                            description =
                                    "Looked for in connection, link and account names, in any case")
                    @RequestParam(required = false)
                    @Nullable String q,
            @Parameter(description = "name, -name, updatedAt or -updatedAt")
                    @RequestParam(required = false)
                    @Nullable String sort,
            @Parameter(description = Moment.AT) @RequestParam(required = false)
                    @Nullable String at) {
        var workspace = new WorkspaceId(caller.workspace());
        var sorting = Sorting.parse(sort);
        String owner = null;
        var named = owner(caller, user);
        if (named != null) {
            var known = users.find(workspace, named);
            if (known.isEmpty()) {
                return ResponseEntity.ok(paging.page(List.of(), null));
            }
            owner = known.get().value();
        }
        var filter =
                new CardFilter(
                        owner,
                        id("service", service, ServiceId::isValid),
                        status(status),
                        id("application", application, ApplicationId::isValid),
                        text(q));
        if (at == null) {
            var page = page(list, workspace, filter, sorting, paging, named, clock.instant());
            return ResponseEntity.ok(page);
        }
        if (owner == null) {
            throw Refusal.of(ErrorCode.USER_REQUIRED, "A past list is one user's");
        }
        var past = moments.past("at", at);
        var events = found.events(workspace, new UserId(owner), past.position());
        var then = list.at(log, past.position(), events);
        return Answers.positioned(
                page(then, workspace, filter, sorting, paging, named, past.instant()),
                past.position());
    }

    private static Page<CardAnswer> page(
            ConnectionList list,
            WorkspaceId workspace,
            CardFilter filter,
            Sorting sorting,
            Paging paging,
            @Nullable String owner,
            Instant now) {
        var after = paging.after(Sorting.Place.class);
        var found = list.page(workspace, filter, sorting, after, paging.limit() + 1, now);
        var shown = found.subList(0, Math.min(found.size(), paging.limit()));
        return paging.page(
                list.answers(workspace, shown, owner, now),
                found.size() > shown.size() ? sorting.of(shown.getLast()) : null);
    }

    private static @Nullable String owner(Caller caller, @Nullable String user) {
        if (user == null) {
            return caller.userOrAll().orElse(null);
        }
        caller.mayActFor(user);
        return user;
    }

    private static @Nullable String id(
            String parameter, @Nullable String value, Predicate<String> isValid) {
        if (value != null && !isValid.test(value)) {
            throw Refusal.invalid(parameter, "id.invalid", "%s is no such id".formatted(parameter));
        }
        return value;
    }

    private static @Nullable ConnectionStatus status(@Nullable String text) {
        return text == null
                ? null
                : ConnectionStatus.parse(text)
                        .orElseThrow(() ->
                                Refusal.invalid(
                                        "status",
                                        "status.invalid",
                                        "there is no such status of a connection"));
    }

    private static @Nullable String text(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > LONGEST_TEXT || q.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(
                    "q",
                    "text.invalid",
                    "q is %d characters at most, none of them a control character"
                            .formatted(LONGEST_TEXT));
        }
        return q.strip();
    }
}
