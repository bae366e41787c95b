package dev.mooring.authorizing.finishing;

import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.CompleteAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.ReceiveCallback;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.language.connection.Grant;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells the log how an attempt goes on and ends, in its user's name. Thread-safe. */
public final class AttemptOutcomes {

    private final CommandSender sender;
    private final InstantSource clock;

    /**
     * @param clock database time
     */
    public AttemptOutcomes(CommandSender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * The service's answer has come.
     *
     * @param confirmBy until when the workspace's backend has to confirm; null where it need not
     * @return whether that was within the window, which the log decides
     */
    boolean receive(Attempt attempt, @Nullable Instant confirmBy, BrowserRequest request) {
        var context = context(attempt, request, "receive");
        try {
            return sender
                    .send(
                            new ReceiveCallback(
                                    attempt.connection(),
                                    attempt.attempt(),
                                    confirmBy,
                                    context.at()),
                            context)
                    .events()
                    .stream()
                    .anyMatch(recorded -> recorded.event() instanceof CallbackReceived);
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.CONCURRENT_CHANGE) {
                throw refusal;
            }
            return false;
        }
    }

    /** The attempt brought an authorization. */
    Receipt complete(Attempt attempt, Grant grant, BrowserRequest request) {
        var context = context(attempt, request, "complete");
        return sender.send(
                new CompleteAuthorization(
                        attempt.connection(), attempt.attempt(), grant, context.at()),
                context);
    }

    /**
     * The attempt brought nothing; where it has ended already, that stands.
     *
     * @return the position of that event; 0 where there is none
     */
    long fail(
            Attempt attempt,
            FailureReason reason,
            @Nullable String serviceError,
            BrowserRequest request) {
        var context = context(attempt, request, "fail");
        try {
            return sender.send(
                            new FailAuthorization(
                                    attempt.connection(),
                                    attempt.attempt(),
                                    reason,
                                    serviceError,
                                    context.at()),
                            context)
                    .position();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.CONCURRENT_CHANGE) {
                throw refusal;
            }
            return 0;
        }
    }

    private CommandContext context(Attempt attempt, BrowserRequest request, String step) {
        var user = attempt.user().value();
        var origin =
                new Origin(
                        user,
                        user,
                        null,
                        request.id(),
                        attempt.attempt().value(),
                        Address.of(request.network()));
        return CommandContext.of(attempt.workspace(), origin, clock.instant())
                .named(CommandId.of("attempt", step, attempt.attempt().value()));
    }

    /**
     * The request by which an attempt goes on.
     *
     * @param id the request's id
     * @param network the truncated address that it came from
     */
    public record BrowserRequest(String id, String network) {}
}
