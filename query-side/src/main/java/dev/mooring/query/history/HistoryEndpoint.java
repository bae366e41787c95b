package dev.mooring.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/connections/{connection}/history}. */
@RestController
@Tag(name = "Connections")
final class HistoryEndpoint {

    private final History history;
    private final Users users;

    HistoryEndpoint(History history, Users users) {
        this.history = history;
        this.users = users;
    }

    /** Where a page ended. */
    record Place(long position) {}

    /**
     * @param subject the connection or authorization that it happened to
     * @param actor who acted: a user by the workspace's own id, else a key or policy
     * @param request the request that led to it
     * @param cause the event that a policy answered; absent for a caller's own doing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long position,
            String id,
            String type,
            String subject,
            Instant at,
            String actor,
            @Nullable String client,
            String request,
            @Nullable String cause) {}

    @GetMapping("/v1/connections/{connection}/history")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.AUDIT_READ)
    @Reflects(History.SOURCE)
    @Operation(
            summary = "Read what happened to a connection",
            description =
                    "Its events and those of the authorizations it was mapped to, the oldest"
                            + " first. The history of a deleted connection stays, under its id.")
    Page<Entry> history(
            Caller caller,
            Paging paging,
            @Parameter(description = "Id or link name") @PathVariable String connection,
            @Parameter(description = "The first position of interest")
                    @RequestParam(required = false)
                    @Nullable Long from) {
        var workspace = new WorkspaceId(caller.workspace());
        var path = PathId.of("con", connection);
        var place = paging.after(Place.class);
        var after = place != null ? place.position() : from == null ? 0 : from - 1;
        var own =
                users.find(workspace, caller.user())
                        .flatMap(user -> history.find(workspace, user, path))
                        .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN));
        var following =
                history.withAuthorizations(workspace, own).stream()
                        .filter(recorded -> recorded.position() > after)
                        .limit(paging.limit() + 1L)
                        .toList();
        var shown = following.stream().limit(paging.limit()).toList();
        var names = new HashMap<String, String>();
        return paging.page(
                shown.stream().map(recorded -> entry(workspace, recorded, names)).toList(),
                following.size() > shown.size() ? new Place(shown.getLast().position()) : null);
    }

    private Entry entry(WorkspaceId workspace, RecordedEvent recorded, Map<String, String> names) {
        var origin = recorded.origin();
        return new Entry(
                recorded.position(),
                recorded.id(),
                recorded.type(),
                recorded.aggregateId(),
                recorded.at(),
                names.computeIfAbsent(origin.actor(), it -> shown(workspace, it)),
                origin.client(),
                origin.request(),
                origin.cause());
    }

    private String shown(WorkspaceId workspace, String actor) {
        return UserId.isValid(actor) ? history.externalId(workspace, actor).orElse(actor) : actor;
    }
}
