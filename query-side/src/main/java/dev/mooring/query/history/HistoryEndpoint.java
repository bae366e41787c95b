package dev.mooring.query.history;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.past.Moment;
import dev.mooring.query.past.Moments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
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
    private final Showing showing;
    private final Moments moments;
    private final Auditing auditing;

    HistoryEndpoint(History history, Showing showing, Moments moments, Auditing auditing) {
        this.history = history;
        this.showing = showing;
        this.moments = moments;
        this.auditing = auditing;
    }

    @GetMapping("/v1/connections/{connection}/history")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.AUDIT_READ)
    @Reflects(History.SOURCE)
    @Operation(
            summary = "Read what happened to a connection",
            description =
                    "Its events and those of the authorizations it was mapped to, with what each"
                            + " changed, and attempts that failed or expired. The history of a deleted connection"
                            + " stays, under its id. With audit:read and no user it may be any user's; personal"
                            + " text is then shown where personal=true asks for it, which needs audit:personal"
                            + " and is recorded.")
    Page<HistoryEntry> history(
            Caller caller,
            Paging paging,
            @Parameter(description = "Id or link name") @PathVariable String connection,
            @Parameter(description = "The first moment of interest: " + Moment.DESCRIPTION)
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(
                            description =
                                    "The last position of interest, or the instant before which it ends")
                    @RequestParam(required = false)
                    @Nullable String to,
            @Parameter(description = "Such as connection.authorized")
                    @RequestParam(required = false)
                    @Nullable String type,
            @Parameter(description = "The id of who acted") @RequestParam(required = false)
                    @Nullable String actor,
            @Parameter(description = "oldest, the default, or newest first")
                    @RequestParam(required = false)
                    @Nullable String order,
            @Parameter(description = "Show an auditor personal text, on record")
                    @RequestParam(required = false)
                    @Nullable Boolean personal) {
        var workspace = new WorkspaceId(caller.workspace());
        var path = PathId.of("con", connection);
        var sorted = Order.parse(order);
        var user = auditing.boundTo(caller, ErrorCode.CONNECTION_UNKNOWN).orElse(null);
        var clearance =
                user != null && caller.has(Scope.CONNECTIONS_READ)
                        ? Clearance.OWN
                        : Auditing.clearance(caller, personal);
        var filter =
                new EventFilter(
                        moments.before("from", from),
                        moments.upTo("to", to),
                        type,
                        actor == null ? null : auditing.id(caller, clearance, actor),
                        null);
        var after = Showing.after(paging);
        var own =
                history.find(workspace, user, path)
                        .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN));
        var page =
                HistoryPage.of(
                        history.withAuthorizations(workspace, own),
                        filter,
                        sorted,
                        after,
                        paging.limit());
        return showing.page(caller, paging, page, clearance, own.getFirst().aggregateId(), user);
    }
}
