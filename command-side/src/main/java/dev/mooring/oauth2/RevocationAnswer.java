package dev.mooring.oauth2;

import dev.mooring.outbound.JsonAnswer;
import dev.mooring.outbound.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a revocation (RFC 7009 §2.2). Asking again is always safe. */
public sealed interface RevocationAnswer {

    /** The token is no longer good; a token that the service never knew counts as that. */
    record Revoked() implements RevocationAnswer {}

    /**
     * To be tried again.
     *
     * @param after the wait that the service asks for, where it does
     */
    record TryLater(@Nullable Duration after) implements RevocationAnswer {}

    /**
     * The service will not, and asking again will not help.
     *
     * @param error its code where it gave one, cleaned
     */
    record Refused(int status, @Nullable String error) implements RevocationAnswer {}

    static RevocationAnswer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotSent _, Outcome.Ambiguous _ -> new TryLater(null);
            case Outcome.Answered answer when answer.successful() -> new Revoked();
            case Outcome.Answered answer when answer.status() == 429 || answer.status() >= 500 ->
                    new TryLater(RetryAfter.of(answer.headers()).orElse(null));
            case Outcome.Answered answer -> new Refused(answer.status(), errorOf(answer));
        };
    }

    private static @Nullable String errorOf(Outcome.Answered answer) {
        return switch (JsonAnswer.of(answer)) {
            case JsonAnswer.Parsed(var json) when json.path("error").isString() ->
                    HostileText.clean(json.path("error").stringValue());
            case JsonAnswer.Parsed _, JsonAnswer.NotJson _ -> null;
        };
    }
}
