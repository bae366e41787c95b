package dev.mooring.authorizing.finishing;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.attempts.Confirmation;
import dev.mooring.authorizing.finishing.AttemptOutcomes.BrowserRequest;
import dev.mooring.language.AttemptId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.oauth2.OneTimeSecret;
import dev.mooring.workspaces.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/attempts/{attempt}/confirm} (security.md 4). */
@RestController
@Tag(name = "Authorizing")
public final class ConfirmEndpoint {

    private final Attempts attempts;
    private final AttemptOutcomes outcomes;
    private final Exchange exchange;
    private final Commands commands;

    public ConfirmEndpoint(
            Attempts attempts, AttemptOutcomes outcomes, Exchange exchange, Commands commands) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.exchange = exchange;
        this.commands = commands;
    }

    /**
     * What came with the browser.
     *
     * @param confirmation from the returnUrl's query
     */
    record Confirm(@Nullable String confirmation) {

        /** Without the confirmation. */
        @Override
        public String toString() {
            return "Confirm[…]";
        }
    }

    /**
     * How the attempt ended.
     *
     * @param status {@code completed} or {@code failed}; why stands at {@code /v1/attempts}
     */
    record Confirmed(String attemptId, String status, String connectionId) {}

    @PostMapping("/v1/attempts/{attempt}/confirm")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Confirm whose browser came back",
            description =
                    "Sent by the workspace's backend for the user whose session the browser holds. Only then is"
                            + " the code exchanged.")
    @Refuses({ErrorCode.ATTEMPT_UNKNOWN, ErrorCode.ATTEMPT_EXPIRED, ErrorCode.USER_NOT_CONFIRMED})
    ResponseEntity<Confirmed> confirm(
            Caller caller, @PathVariable String attempt, @RequestBody Confirm body) {
        var id = new AttemptId(PathId.id("att", attempt));
        var confirmation =
                OneTimeSecret.parse(body.confirmation() == null ? "" : body.confirmation())
                        .orElseThrow(() ->
                                Refusal.invalid(
                                        "/confirmation",
                                        "confirmation.invalid",
                                        "the field holds no confirmation"));
        var user = commands.user(caller);
        var request = new BrowserRequest(caller.requestId(), caller.context().network());
        return switch (attempts.confirm(Commands.workspace(caller), id, user, confirmation)) {
            case Confirmation.Confirmed(var confirmed) ->
                    answer(confirmed, exchange.run(confirmed, null, request));
            case Confirmation.Refuted(var refuted) -> {
                outcomes.fail(refuted, FailureReason.USER_NOT_CONFIRMED, null, request);
                throw Refusal.of(ErrorCode.USER_NOT_CONFIRMED);
            }
            case Confirmation.TooLate(var late) -> {
                outcomes.fail(late, FailureReason.USER_NOT_CONFIRMED, null, request);
                throw Refusal.of(ErrorCode.ATTEMPT_EXPIRED);
            }
            case Confirmation.NotAwaited _ -> throw Refusal.of(ErrorCode.ATTEMPT_UNKNOWN);
        };
    }

    private static ResponseEntity<Confirmed> answer(Attempt attempt, Exchange.Ended ended) {
        return Answers.positioned(
                new Confirmed(
                        attempt.attempt().value(),
                        ended.completed() ? "completed" : "failed",
                        attempt.connection().value()),
                ended.position());
    }
}
