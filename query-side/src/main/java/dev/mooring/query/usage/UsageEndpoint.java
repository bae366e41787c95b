package dev.mooring.query.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.query.history.Auditing;
import dev.mooring.query.history.History;
import dev.mooring.query.usage.Usage.Of;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/connections/{connection}/usage}, {@code GET
 * /v1/audit/applications/{application}/usage} and {@code GET
 * /v1/audit/authorizations/{authorization}/holders}.
 */
@RestController
final class UsageEndpoint {

    private static final String RANGE =
            "An instant of RFC 3339; counted is by whole hours (UTC), those of both ends included";

    private final Usage usage;
    private final History history;
    private final Auditing auditing;

    UsageEndpoint(Usage usage, History history, Auditing auditing) {
        this.usage = usage;
        this.history = history;
        this.auditing = auditing;
    }

    /**
     * Somebody who took a credential.
     *
     * @param applicationId absent for a key that belongs to none
     * @param key absent for an application, which may take it with any of its keys
     * @param times how often, in the time that was asked for
     * @param firstAt the first time in it
     * @param lastAt the last time in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TakerAnswer(
            String connectionId,
            String authorizationId,
            @Nullable String applicationId,
            @Nullable String key,
            long times,
            Instant firstAt,
            Instant lastAt) {

        static TakerAnswer of(Taken taken) {
            return new TakerAnswer(
                    taken.connection(),
                    taken.authorization(),
                    taken.application(),
                    taken.key(),
                    taken.times(),
                    taken.firstAt(),
                    taken.lastAt());
        }
    }

    /**
     * What became of an authorization's credential.
     *
     * @param refreshes how often it was refreshed
     * @param failures sendings of a refresh that brought nothing
     * @param lastFailure what came of the last of those
     * @param destroyedAt absent while there is a credential
     * @param atService what was done at the service before it was destroyed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CredentialAnswer(
            String authorizationId,
            long refreshes,
            @Nullable Instant lastRefreshAt,
            long failures,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            @Nullable Instant destroyedAt,
            @Nullable String atService) {

        static CredentialAnswer of(Upkeep upkeep) {
            return new CredentialAnswer(
                    upkeep.authorization(),
                    upkeep.refreshes(),
                    upkeep.lastRefreshAt(),
                    upkeep.failures(),
                    upkeep.lastFailureAt(),
                    upkeep.lastFailure(),
                    upkeep.destroyedAt(),
                    upkeep.atService());
        }
    }

    /**
     * How something was used.
     *
     * @param times how often its credential was taken, in the time that was asked for
     * @param takers who took it, the last first
     * @param credentials what became of the credentials behind
     */
    record UsageAnswer(long times, List<TakerAnswer> takers, List<CredentialAnswer> credentials) {}

    /**
     * Somebody who held a credential.
     *
     * @param applicationId absent for a key that belongs to none
     * @param key absent for an application
     * @param times how often it was taken between the two instants; 0 for who took it before only
     * @param heldSince when it was taken for the first time ever
     * @param lastTakenAt when it was taken for the last time ever
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HolderAnswer(
            String connectionId,
            @Nullable String applicationId,
            @Nullable String key,
            long times,
            Instant heldSince,
            Instant lastTakenAt) {}

    /**
     * Who held an authorization's credential.
     *
     * @param holders the one that took it last first
     * @param credential what became of it
     */
    record HoldersAnswer(List<HolderAnswer> holders, CredentialAnswer credential) {}

    @GetMapping("/v1/connections/{connection}/usage")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.AUDIT_READ)
    @Refuses(ErrorCode.READ_MODEL_BEHIND)
    @Operation(
            summary = "See who used a connection, when and how often",
            description =
                    "Every fetch of its credential that was answered before is in it. With"
                            + " audit:read and no user it may be any user's.")
    @Tag(name = "Connections")
    UsageAnswer ofConnection(
            Caller caller,
            @Parameter(description = "Id or link name") @PathVariable String connection,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant to) {
        var workspace = new WorkspaceId(caller.workspace());
        var path = PathId.of("con", connection);
        var user = auditing.boundTo(caller, ErrorCode.CONNECTION_UNKNOWN).orElse(null);
        var events =
                history.find(workspace, user, path)
                        .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN));
        return usage(workspace, Of.CONNECTION, events.getFirst().aggregateId(), from, to);
    }

    @GetMapping("/v1/audit/applications/{application}/usage")
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses({ErrorCode.READ_MODEL_BEHIND, ErrorCode.APPLICATION_UNKNOWN})
    @Operation(summary = "See which connections an application used, when and how often")
    @Tag(name = "Auditors")
    UsageAnswer ofApplication(
            Caller caller,
            @PathVariable String application,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant to) {
        var workspace = new WorkspaceId(caller.workspace());
        var id = PathId.id("app", application);
        var events = history.within(workspace, id);
        if (events.isEmpty() || !(events.getFirst().event() instanceof ApplicationEvent)) {
            throw Refusal.of(ErrorCode.APPLICATION_UNKNOWN);
        }
        Auditing.requireWholeWorkspace(caller);
        return usage(workspace, Of.APPLICATION, id, from, to);
    }

    @GetMapping("/v1/audit/authorizations/{authorization}/holders")
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses({ErrorCode.READ_MODEL_BEHIND, ErrorCode.AUTHORIZATION_UNKNOWN})
    @Operation(
            summary = "See who held an authorization's credential between two instants",
            description =
                    "Whoever had taken it before to: what was taken before from may still have been"
                            + " held then, and stands with times 0. From when on nobody can have used it is told by"
                            + " destroyedAt and atService.")
    @Tag(name = "Auditors")
    HoldersAnswer holders(
            Caller caller,
            @PathVariable String authorization,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = RANGE) @RequestParam(required = false) @Nullable Instant to) {
        var workspace = new WorkspaceId(caller.workspace());
        var id = PathId.id("aut", authorization);
        var user = auditing.boundTo(caller, ErrorCode.AUTHORIZATION_UNKNOWN).orElse(null);
        var events = history.within(workspace, id);
        if (events.isEmpty()
                || !(events.getFirst().event() instanceof AuthorizationGranted granted)
                || (user != null && !granted.user().equals(user.value()))) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_UNKNOWN);
        }
        usage.catchUp();
        return holders(workspace, id, from, to);
    }

    private HoldersAnswer holders(
            WorkspaceId workspace, String id, @Nullable Instant from, @Nullable Instant to) {
        var between = new HashMap<String, Long>();
        usage.within(workspace, Of.AUTHORIZATION, id, from == null ? Instant.EPOCH : from, to)
                .forEach(taken -> between.put(taken.taker(), taken.times()));
        var holders =
                usage.ever(workspace, Of.AUTHORIZATION, id).stream()
                        .filter(taken -> to == null || taken.firstAt().isBefore(to))
                        .map(taken ->
                                new HolderAnswer(
                                        taken.connection(),
                                        taken.application(),
                                        taken.key(),
                                        between.getOrDefault(taken.taker(), 0L),
                                        taken.firstAt(),
                                        taken.lastAt()))
                        .toList();
        var upkeep = usage.upkeep(workspace, List.of(id)).getOrDefault(id, Upkeep.none(id));
        return new HoldersAnswer(holders, CredentialAnswer.of(upkeep));
    }

    private UsageAnswer usage(
            WorkspaceId workspace, Of of, String id, @Nullable Instant from, @Nullable Instant to) {
        usage.catchUp();
        var taken =
                from == null && to == null
                        ? usage.ever(workspace, of, id)
                        : usage.within(workspace, of, id, from == null ? Instant.EPOCH : from, to);
        var authorizations = taken.stream().map(Taken::authorization).distinct().toList();
        return new UsageAnswer(
                taken.stream().mapToLong(Taken::times).sum(),
                taken.stream().map(TakerAnswer::of).toList(),
                usage.upkeep(workspace, authorizations).values().stream()
                        .map(CredentialAnswer::of)
                        .toList());
    }
}
