package dev.mooring.query.audit;

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
import dev.mooring.query.history.Auditing;
import dev.mooring.query.history.Clearance;
import dev.mooring.query.history.EventFilter;
import dev.mooring.query.history.History;
import dev.mooring.query.history.HistoryEntry;
import dev.mooring.query.history.HistoryPage;
import dev.mooring.query.history.Order;
import dev.mooring.query.history.Showing;
import dev.mooring.query.past.Moment;
import dev.mooring.query.past.Moments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/audit/events}. */
@RestController
@Tag(name = "Auditors")
final class AuditEndpoint {

    private final AuditTrail trail;
    private final History history;
    private final Showing showing;
    private final Moments moments;
    private final Auditing auditing;

    AuditEndpoint(
            AuditTrail trail,
            History history,
            Showing showing,
            Moments moments,
            Auditing auditing) {
        this.trail = trail;
        this.history = history;
        this.showing = showing;
        this.moments = moments;
        this.auditing = auditing;
    }

    @GetMapping("/v1/audit/events")
    @RequiresScope(Scope.AUDIT_READ)
    @Reflects(AuditTrail.NAME)
    @Operation(
            summary = "Read what happened in the workspace",
            description =
                    "Every event with what it changed, in words as well as data. Personal text is shown where"
                            + " personal=true asks for it, which needs audit:personal and is recorded in the"
                            + " activity log before the answer; otherwise users stand by their usr_ ids, other"
                            + " personal text reads [personal], and addresses are left out. A key that acts for"
                            + " some users only has to name one by Mooring-User.")
    Page<HistoryEntry> events(
            Caller caller,
            Paging paging,
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
            @Parameter(
                            description =
                                    "Who acted: the id of a user, key or policy; with personal=true a user's own id too")
                    @RequestParam(required = false)
                    @Nullable String actor,
            @Parameter(
                            description =
                                    "A connection's history, by id or link name: its events and those of the authorizations it was mapped to")
                    @RequestParam(required = false)
                    @Nullable String connection,
            @Parameter(
                            description =
                                    "Whose things are changed, by the usr_ id; with personal=true by the workspace's own id too")
                    @RequestParam(required = false)
                    @Nullable String user,
            @Parameter(description = "oldest, the default, or newest first")
                    @RequestParam(required = false)
                    @Nullable String order,
            @Parameter(description = "Show personal text, on record")
                    @RequestParam(required = false)
                    @Nullable Boolean personal) {
        var workspace = new WorkspaceId(caller.workspace());
        var sorted = Order.parse(order);
        var clearance = Auditing.clearance(caller, personal);
        if (auditing.isForNobody(caller)) {
            return paging.page(List.of(), null);
        }
        var bound = auditing.boundTo(caller, ErrorCode.USER_REQUIRED).orElse(null);
        var owner = owner(caller, clearance, bound, user);
        var filter =
                new EventFilter(
                        moments.before("from", from),
                        moments.upTo("to", to),
                        type,
                        actor == null ? null : auditing.id(caller, clearance, actor),
                        owner == null ? null : owner.value());
        var after = Showing.after(paging);
        var own = connection == null ? null : own(workspace, bound, connection);
        var page =
                own == null
                        ? trail.page(workspace, filter, sorted, after, paging.limit())
                        : HistoryPage.of(
                                history.withAuthorizations(workspace, own),
                                filter,
                                sorted,
                                after,
                                paging.limit());
        return showing.page(
                caller,
                paging,
                page,
                clearance,
                own == null ? null : own.getFirst().aggregateId(),
                owner);
    }

    private List<RecordedEvent> own(
            WorkspaceId workspace, @Nullable UserId bound, String connection) {
        return history.find(workspace, bound, PathId.of("con", connection))
                .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN));
    }

    /** An auditor who is bound to a user asks for him, whomever he names besides. */
    private @Nullable UserId owner(
            Caller caller, Clearance clearance, @Nullable UserId bound, @Nullable String named) {
        if (named == null) {
            return bound;
        }
        var id = auditing.id(caller, clearance, named);
        if (!UserId.isValid(id)) {
            throw Refusal.invalid(
                    "user",
                    "user.invalid",
                    "user is the usr_ id of a user; with personal=true the workspace's own id will do");
        }
        var user = new UserId(id);
        if (bound != null && !bound.equals(user)) {
            throw Refusal.of(ErrorCode.USER_FORBIDDEN);
        }
        return user;
    }
}
