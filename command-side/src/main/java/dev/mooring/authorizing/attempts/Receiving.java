package dev.mooring.authorizing.attempts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static dev.mooring.authorizing.attempts.AttemptCollection.hasHash;
import static dev.mooring.authorizing.attempts.AttemptCollection.is;
import static dev.mooring.authorizing.attempts.AttemptCollection.isAt;
import static dev.mooring.authorizing.attempts.AttemptCollection.moveTo;
import static dev.mooring.authorizing.attempts.AttemptCollection.spend;

import dev.mooring.authorizing.attempts.Reception.Mismatch;
import dev.mooring.language.RegistrationId;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.OneTimeSecret;
import java.time.Instant;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Takes callbacks: the one compare-and-set that everything after it stands on. */
final class Receiving {

    private final AttemptCollection attempts;
    private final AttemptSecrets secrets;

    Receiving(AttemptCollection attempts, AttemptSecrets secrets) {
        this.attempts = attempts;
        this.secrets = secrets;
    }

    /**
     * As {@link Attempts#receive} says.
     *
     * @param confirmation drawn for this callback, in case that one is needed
     */
    Reception receive(
            Callback.Answer answer,
            RegistrationId registration,
            @Nullable OneTimeSecret cookie,
            @Nullable Visitor visitor,
            OneTimeSecret confirmation,
            Instant now) {
        var attempt =
                attempts.find(hasHash("state", answer.state()))
                        .map(AttemptDocuments::read)
                        .orElse(null);
        if (attempt == null) {
            return new Reception.NotReceived(Mismatch.UNKNOWN_STATE);
        }
        // What an attempt is never changes, so this holds at the compare-and-set below as well.
        var mismatch = mismatch(attempt, answer, registration, visitor);
        if (mismatch != null) {
            return new Reception.NotReceived(mismatch);
        }
        if (cookie == null || !receive(attempt, answer, cookie, confirmation, now)) {
            return whyNot(attempt, now);
        }
        return attempt.finish() instanceof Finish.ByConfirmation(var returnUrl)
                        && answer instanceof Callback.Consented
                ? new Reception.AwaitsConfirmation(attempt, returnUrl, confirmation, confirmBy(now))
                : new Reception.Received(attempt);
    }

    private static @Nullable Mismatch mismatch(
            Attempt attempt,
            Callback.Answer answer,
            RegistrationId registration,
            @Nullable Visitor visitor) {
        if (!registration.equals(attempt.registration())) {
            return Mismatch.REGISTRATION;
        }
        if (!attempt.issuer().accepts(answer.issuer())) {
            return Mismatch.ISSUER;
        }
        return attempt.admits(visitor) ? null : Mismatch.USER;
    }

    private boolean receive(
            Attempt attempt,
            Callback.Answer answer,
            OneTimeSecret cookie,
            OneTimeSecret confirmation,
            Instant now) {
        return attempts.update(
                and(
                        is(attempt),
                        hasHash("state", answer.state()),
                        hasHash("cookie", cookie),
                        eq("registration", attempt.registration().value()),
                        isAt(Step.OPENED),
                        gt("expiresAt", now)),
                answered(attempt, answer, confirmation, now));
    }

    private Bson answered(
            Attempt attempt, Callback.Answer answer, OneTimeSecret confirmation, Instant now) {
        return switch (answer) {
            case Callback.Refused _ -> spend();
            case Callback.Consented consented
                    when attempt.finish() instanceof Finish.ByConfirmation ->
                    combine(
                            moveTo(Step.AWAITING),
                            set("confirmation", confirmation.hash()),
                            set("confirmBy", confirmBy(now)),
                            set("secretsUntil", confirmBy(now)),
                            set(
                                    "secrets." + AttemptSecrets.CODE,
                                    secrets.seal(attempt, AttemptSecrets.CODE, consented.code())));
            case Callback.Consented _ ->
                    combine(
                            moveTo(Step.ANSWERED),
                            set("secretsUntil", now.plus(Attempts.EXCHANGE_WINDOW)));
        };
    }

    private static Instant confirmBy(Instant now) {
        return now.plus(Attempts.CONFIRMATION_WINDOW);
    }

    /** After the compare-and-set failed: what to tell, and whether it is for history. */
    private Reception whyNot(Attempt attempt, Instant now) {
        var stored = attempts.find(is(attempt)).orElse(null);
        if (stored == null) {
            return new Reception.NotReceived(Mismatch.UNKNOWN_STATE);
        }
        boolean knownLate = stored.containsKey("late");
        if (AttemptDocuments.step(stored) != Step.OPENED && !knownLate) {
            return new Reception.NotReceived(Mismatch.ALREADY_ANSWERED);
        }
        if (now.isBefore(attempt.expiresAt())) {
            return new Reception.NotReceived(Mismatch.BROWSER);
        }
        // No cookie is asked for: Max-Age is little longer than the window, so it may be gone.
        boolean first =
                !knownLate
                        && attempts.update(
                                and(is(attempt), ne("late", true)),
                                combine(set("late", true), spend()));
        return new Reception.Late(attempt, first);
    }
}
