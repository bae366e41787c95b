package dev.mooring.credentials.refresh;

import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.generations.TokenReceipt;
import dev.mooring.credentials.generations.Use;
import dev.mooring.credentials.record.RefreshHistory;
import dev.mooring.credentials.record.RefreshOutcome;
import dev.mooring.credentials.record.RefreshRecords;
import dev.mooring.credentials.refresh.Refreshed.Newer;
import dev.mooring.credentials.refresh.Refreshed.Refused;
import dev.mooring.credentials.refresh.Refreshed.Unchanged;
import dev.mooring.credentials.refresh.Refreshed.Why;
import dev.mooring.credentials.vault.Credential;
import dev.mooring.credentials.vault.RefreshLease;
import dev.mooring.credentials.vault.RefreshLeases;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.oauth2.OAuth2Client;
import dev.mooring.oauth2.TokenAnswer;
import dev.mooring.oauth2.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One refresh under a lease. The order of its steps is what keeps the credential through a death at
 * any of them: on record that it starts; counted; sent; the answer sealed as it came; on record
 * that it succeeded; in use. Thread-safe.
 */
final class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final Vault vault;
    private final Generations generations;
    private final RefreshLeases leases;
    private final RefreshRecords records;
    private final OAuth2Calls calls;
    private final Standing standing;
    private final Pauses pauses;
    private final InstantSource clock;

    Sending(
            Vault vault,
            Generations generations,
            RefreshLeases leases,
            RefreshRecords records,
            OAuth2Calls calls,
            Standing standing,
            Pauses pauses,
            InstantSource clock) {
        this.vault = vault;
        this.generations = generations;
        this.leases = leases;
        this.records = records;
        this.calls = calls;
        this.standing = standing;
        this.pauses = pauses;
        this.clock = clock;
    }

    /**
     * What is to be refreshed.
     *
     * @param kept what stands beside its tokens, and beside those that come
     */
    record Order(
            Use use,
            long version,
            HeldTokens tokens,
            Secret refreshToken,
            Map<String, Secret> kept,
            OAuth2Client client) {}

    /**
     * Refreshes, or finds that it must not.
     *
     * @return empty where the state has changed meanwhile: to be looked at again
     */
    Optional<Refreshed> send(Order order, RefreshLease lease) {
        var history = records.history(order.use().authorization(), order.version());
        if (history.succeeded()) {
            leases.release(lease);
            return Optional.of(successor(order).orElseThrow(Sending::rolledBack));
        }
        if (history.grantIsGone()) {
            return Optional.of(grantIsGone(order, lease));
        }
        int unanswered = Math.max(lease.unanswered(), history.unanswered());
        if (!ResendRule.allows(order.client().service().rotation(), unanswered)) {
            leases.release(lease);
            return Optional.of(new Unchanged(Why.OUTCOME_UNKNOWN));
        }
        return send(order, lease, history, unanswered);
    }

    private Optional<Refreshed> send(
            Order order, RefreshLease lease, RefreshHistory history, int unanswered) {
        var use = order.use();
        var isRecorded =
                records.started(
                        use.workspace(),
                        use.origin(),
                        use.authorization(),
                        order.version(),
                        lease.epoch(),
                        history);
        if (!isRecorded) {
            leases.release(lease);
            return Optional.empty();
        }
        if (!leases.start(lease)) {
            failed(order, RefreshOutcome.NOT_SENT, null);
            return Optional.empty();
        }
        // The lifetime counts from before the request: what is told as valid is never expired.
        var at = clock.instant();
        var answer =
                calls.refresh(
                        order.client(), order.refreshToken().reveal(), order.tokens().scopes());
        return switch (answer) {
            case TokenAnswer.Granted(Tokens tokens) -> {
                var receipt =
                        new TokenReceipt(
                                tokens.raw(),
                                at,
                                order.tokens().scopes(),
                                order.client().service().scopeSeparator(),
                                order.refreshToken());
                yield Optional.of(keep(order, receipt));
            }
            case TokenAnswer.Unknown _, TokenAnswer.Unusable _ ->
                    unknown(order, lease, unanswered + 1);
            case TokenAnswer.NotSent _ -> {
                failed(order, RefreshOutcome.NOT_SENT, null);
                yield Optional.of(later(order, lease, null));
            }
            case TokenAnswer.TryLater later -> {
                failed(order, RefreshOutcome.TRY_LATER, null);
                yield Optional.of(later(order, lease, later.after()));
            }
            case TokenAnswer.Refused refused -> {
                failed(order, RefreshOutcome.REFUSED, refused.error());
                yield Optional.of(refused(order, lease, refused));
            }
        };
    }

    private Refreshed keep(Order order, TokenReceipt receipt) {
        var use = order.use();
        var fields = new HashMap<>(order.kept());
        fields.putAll(receipt.fields());
        if (!vault.stage(use.workspace(), use.authorization(), order.version(), fields)) {
            failed(order, RefreshOutcome.SUPERSEDED, null);
            return new Newer(first(order, receipt.tokens()));
        }
        pauses.end(use.workspace(), use.authorization());
        var next = generations.takeForward(use, new Credential(order.version() + 1, fields));
        standing.works(use, next.version());
        return new Newer(next);
    }

    /** The success that came before this one; where there is none, the authorization has ended. */
    private Credential first(Order order, HeldTokens unused) {
        try {
            return generations.newest(order.use());
        } catch (Refusal e) {
            var refreshToken = unused.refreshToken();
            calls.revoke(
                    order.client(),
                    unused.accessToken().reveal(),
                    refreshToken == null ? null : refreshToken.reveal());
            throw e;
        }
    }

    private Optional<Refreshed> unknown(Order order, RefreshLease lease, int unanswered) {
        failed(order, RefreshOutcome.UNKNOWN, null);
        var rotation = order.client().service().rotation();
        if (ResendRule.atOnce(rotation, unanswered)) {
            var history = records.history(order.use().authorization(), order.version());
            return send(order, lease, history, unanswered);
        }
        leases.release(lease);
        if (ResendRule.allows(rotation, unanswered)) {
            pauses.begin(order.use().workspace(), order.use().authorization(), null);
            return Optional.of(new Unchanged(Why.LATER));
        }
        return Optional.of(new Unchanged(Why.OUTCOME_UNKNOWN));
    }

    private Refreshed later(Order order, RefreshLease lease, @Nullable Duration after) {
        leases.settle(lease);
        pauses.begin(order.use().workspace(), order.use().authorization(), after);
        return new Unchanged(Why.LATER);
    }

    private Refreshed refused(Order order, RefreshLease lease, TokenAnswer.Refused refused) {
        if (refused.grantIsGone()) {
            return grantIsGone(order, lease);
        }
        var granted = order.use().granted();
        if (refused.clientIsRefused()) {
            // No user's grant is lost by it; an administrator has to mend the client.
            LOG.error(
                    "ALARM: service {} of workspace {} does not accept the client of {}: {}",
                    granted.service(),
                    order.use().workspace(),
                    granted.registration(),
                    refused.error());
        } else {
            LOG.warn(
                    "service {} refused to refresh {}: {}",
                    granted.service(),
                    granted.id(),
                    refused.error());
        }
        return later(order, lease, null);
    }

    /**
     * The refresh token is no longer good. Perhaps because it was used: then its successor is here.
     * The vault is read before and after this is put on record, since the node that has the
     * successor reads the record after storing it: one of the two sees the other.
     */
    private Refreshed grantIsGone(Order order, RefreshLease lease) {
        var before = successor(order);
        if (before.isPresent()) {
            return before.get();
        }
        standing.needsReauthorization(
                order.use(), TokenAnswer.Refused.INVALID_GRANT, order.version());
        leases.settle(lease);
        return successor(order).orElseGet(Refused::new);
    }

    /** The next generation, if it is here. */
    private Optional<Refreshed> successor(Order order) {
        var newest = generations.newest(order.use());
        if (newest.version() <= order.version()) {
            return Optional.empty();
        }
        standing.works(order.use(), newest.version());
        return Optional.of(new Newer(newest));
    }

    private void failed(Order order, RefreshOutcome outcome, @Nullable String serviceError) {
        var use = order.use();
        records.failed(
                use.workspace(),
                use.origin(),
                use.authorization(),
                order.version(),
                outcome,
                serviceError);
    }

    private static Refusal rolledBack() {
        return Refusal.of(ErrorCode.VAULT_ROLLED_BACK);
    }
}
