package dev.mooring.query.connectiondetails;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.api.stream.EventStreams;
import dev.mooring.api.stream.Sight;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.past.Moment;
import dev.mooring.query.past.Moments;
import dev.mooring.query.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /v1/connections/{connection}} and {@code GET /v1/attempts/{attempt}}. */
@RestController
@Tag(name = "Connections")
final class ConnectionDetailsEndpoint {

    private final ConnectionDetails details;
    private final Users users;
    private final InstantSource clock;
    private final EventStreams streams;
    private final EventLog log;
    private final Moments moments;

    ConnectionDetailsEndpoint(
            ConnectionDetails details,
            Users users,
            InstantSource clock,
            EventStreams streams,
            EventLog log,
            Moments moments) {
        this.details = details;
        this.users = users;
        this.clock = clock;
        this.streams = streams;
        this.log = log;
        this.moments = moments;
    }

    /**
     * @param status pending, completed, failed or expired
     * @param secondsLeft until its window closes; 0 once it is no longer pending
     * @param reason why it failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptAnswer(
            String id,
            String status,
            long secondsLeft,
            Instant expiresAt,
            @Nullable String reason,
            String connectionId) {}

    @GetMapping("/v1/connections/{connection}")
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ConnectionDetails.NAME)
    @Operation(
            summary = "Show a connection",
            description =
                    "A deleted connection is still shown by its id. With at, as it was at that moment;"
                            + " Mooring-Position then tells the last event that counted.")
    @Refuses(ErrorCode.MOMENT_IN_FUTURE)
    ResponseEntity<Details> connection(
            Caller caller,
            @Parameter(description = "Id or link name") @PathVariable String connection,
            @Parameter(description = Moment.AT) @RequestParam(required = false)
                    @Nullable String at) {
        var workspace = new WorkspaceId(caller.workspace());
        var path = PathId.of("con", connection);
        var owner = caller.user();
        var past = at == null ? null : moments.past("at", at);
        var asked = past == null ? details : details.at(log, past.position());
        var now = past == null ? clock.instant() : past.instant();
        var found =
                users.find(workspace, owner)
                        .flatMap(user -> asked.find(workspace, user, path))
                        .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN));
        var shown = asked.details(workspace, found, owner, now);
        return past == null
                ? Answers.ok(shown, found.version())
                : Answers.positioned(shown, past.position(), found.version());
    }

    @GetMapping("/v1/attempts/{attempt}")
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ConnectionDetails.NAME)
    @Operation(
            summary = "Show an attempt to authorize",
            description =
                    "With `Accept: text/event-stream` it is told at once, again whenever its status changes, and the"
                            + " stream ends with the attempt.")
    AttemptAnswer attempt(Caller caller, @PathVariable String attempt) {
        return look(caller, attempt);
    }

    @GetMapping(path = "/v1/attempts/{attempt}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ConnectionDetails.NAME)
    @Hidden
    Flux<ServerSentEvent<AttemptAnswer>> attemptStream(
            Caller caller, @PathVariable String attempt) {
        look(caller, attempt);
        return streams.follow(
                "attempt",
                () -> {
                    var seen = look(caller, attempt);
                    return new Sight<>(
                            seen, seen.status(), !seen.status().equals(AttemptState.PENDING));
                });
    }

    private AttemptAnswer look(Caller caller, String attempt) {
        var workspace = new WorkspaceId(caller.workspace());
        var id = PathId.id("att", attempt);
        var now = clock.instant();
        return users.find(workspace, caller.user())
                .flatMap(user -> details.attempt(workspace, user, id))
                .map(found ->
                        new AttemptAnswer(
                                found.attempt(),
                                found.statusAt(now),
                                found.secondsLeftAt(now),
                                found.expiresAt(),
                                found.reason(),
                                found.connection()))
                .orElseThrow(() -> Refusal.of(ErrorCode.ATTEMPT_UNKNOWN));
    }
}
