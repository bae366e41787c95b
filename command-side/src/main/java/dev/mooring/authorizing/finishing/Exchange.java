package dev.mooring.authorizing.finishing;

import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.authorizing.attempts.AttemptClients;
import dev.mooring.authorizing.attempts.AttemptClients.Ready;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.attempts.ExchangeSecrets;
import dev.mooring.authorizing.finishing.AttemptOutcomes.BrowserRequest;
import dev.mooring.credentials.CredentialKeeper;
import dev.mooring.credentials.generations.Granting;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.language.connection.Grant;
import dev.mooring.oauth2.HostileText;
import dev.mooring.oauth2.Identity;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.oauth2.OAuth2Client;
import dev.mooring.oauth2.TokenAnswer;
import dev.mooring.oauth2.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges an authorization code for tokens, once: whatever goes wrong ends the attempt, and a
 * code is never sent again (RFC 6749 §4.1.2). The answer is sealed in the vault before anything
 * else is done with it; the commit comes second. Thread-safe.
 */
public final class Exchange {

    private final Attempts attempts;
    private final AttemptClients clients;
    private final OAuth2Calls calls;
    private final CredentialKeeper credentials;
    private final AttemptOutcomes outcomes;
    private final InstantSource clock;

    /**
     * @param clock database time
     */
    public Exchange(
            Attempts attempts,
            AttemptClients clients,
            OAuth2Calls calls,
            CredentialKeeper credentials,
            AttemptOutcomes outcomes,
            InstantSource clock) {
        this.attempts = attempts;
        this.clients = clients;
        this.calls = calls;
        this.credentials = credentials;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * How an attempt ended.
     *
     * @param completed whether the connection is authorized now
     * @param position of the event that says so; 0 where somebody else ended the attempt
     */
    record Ended(boolean completed, long position) {

        private static final Ended ELSEWHERE = new Ended(false, 0);
    }

    /**
     * Runs the exchange of an attempt whose answer is on record.
     *
     * @param code null where it was put aside for a confirmation
     * @return how the attempt ended
     */
    Ended run(Attempt attempt, @Nullable String code, BrowserRequest request) {
        var secrets = attempts.take(attempt.workspace(), attempt.attempt()).orElse(null);
        if (secrets == null) {
            return Ended.ELSEWHERE;
        }
        var sent = code == null ? secrets.code() : code;
        var ready = clients.find(attempt).orElse(null);
        if (sent == null || ready == null) {
            return new Ended(
                    false, outcomes.fail(attempt, FailureReason.EXCHANGE_REFUSED, null, request));
        }
        return run(new Run(attempt, ready, secrets, request), sent);
    }

    private record Run(
            Attempt attempt, Ready ready, ExchangeSecrets secrets, BrowserRequest request) {

        private OAuth2Client client() {
            return ready.client();
        }
    }

    private Ended run(Run run, String code) {
        var at = clock.instant();
        var answer =
                calls.exchange(
                        run.client(), code, run.secrets().verifier(), run.attempt().scopes());
        return switch (answer) {
            case TokenAnswer.Granted(var tokens) -> granted(run, tokens, at);
            case TokenAnswer.Refused refused ->
                    failed(run, FailureReason.EXCHANGE_REFUSED, refused.error());
            case TokenAnswer.TryLater _, TokenAnswer.NotSent _ ->
                    failed(run, FailureReason.SERVICE_UNAVAILABLE, null);
            case TokenAnswer.Unusable _ -> failed(run, FailureReason.ANSWER_INVALID, null);
            case TokenAnswer.Unknown _ -> failed(run, FailureReason.EXCHANGE_INTERRUPTED, null);
        };
    }

    private Ended granted(Run run, Tokens tokens, Instant at) {
        var attempt = run.attempt();
        var grant = credentials.keep(granting(run), tokens, attempt.scopes(), at);
        var identity =
                calls.identify(
                        run.client(),
                        tokens,
                        run.secrets().nonce(),
                        attempt.scopes(),
                        clock.instant());
        return switch (identity) {
            case Identity.Known _, Identity.NotTold _ -> completed(run, grant);
            case Identity.Forged _, Identity.Contradicted _ ->
                    abandoned(run, FailureReason.ANSWER_INVALID);
            case Identity.Unavailable _ -> abandoned(run, FailureReason.SERVICE_UNAVAILABLE);
        };
    }

    private Ended completed(Run run, Grant grant) {
        var attempt = run.attempt();
        try {
            var receipt = outcomes.complete(attempt, grant, run.request());
            credentials.takeIntoUse(attempt.workspace(), attempt.authorization());
            return new Ended(true, receipt.position());
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.CONCURRENT_CHANGE) {
                throw refusal;
            }
            credentials.abandon(attempt.workspace(), attempt.authorization(), run.request().id());
            return Ended.ELSEWHERE;
        }
    }

    /**
     * The attempt ends first: only then is it certain that no grant comes to refer to the
     * credential.
     */
    private Ended abandoned(Run run, FailureReason reason) {
        var ended = failed(run, reason, null);
        var attempt = run.attempt();
        credentials.abandon(attempt.workspace(), attempt.authorization(), run.request().id());
        return ended;
    }

    private Ended failed(Run run, FailureReason reason, @Nullable String serviceError) {
        return new Ended(
                false,
                outcomes.fail(
                        run.attempt(),
                        reason,
                        serviceError == null ? null : HostileText.clean(serviceError),
                        run.request()));
    }

    private static Granting granting(Run run) {
        var attempt = run.attempt();
        return new Granting(
                attempt.workspace(),
                attempt.connection(),
                attempt.attempt(),
                attempt.authorization(),
                attempt.user(),
                run.ready().service(),
                run.ready().registered().version(),
                run.ready().urlParameters());
    }
}
