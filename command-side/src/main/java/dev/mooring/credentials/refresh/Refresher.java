package dev.mooring.credentials.refresh;

import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.generations.UrlParameters;
import dev.mooring.credentials.generations.Use;
import dev.mooring.credentials.refresh.Refreshed.Newer;
import dev.mooring.credentials.refresh.Refreshed.Refused;
import dev.mooring.credentials.refresh.Refreshed.Unchanged;
import dev.mooring.credentials.refresh.Refreshed.Why;
import dev.mooring.credentials.vault.Credential;
import dev.mooring.credentials.vault.LeaseAnswer;
import dev.mooring.credentials.vault.RefreshLeases;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.oauth2.OAuth2Client;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets newer tokens for an authorization: each generation is refreshed once over all nodes, and who
 * comes while that is under way has its outcome. Thread-safe; blocks.
 */
public final class Refresher {

    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    /** Longer than two calls to a service may take: the refresh and its one retry. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How long somebody waits for what another one's refresh brings. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final String NOT_REFRESHABLE = "not_refreshable";

    private final GrantedServices services;
    private final OAuth2Clients clients;
    private final Generations generations;
    private final RefreshLeases leases;
    private final Standing standing;
    private final Sending sending;
    private final Pauses pauses;
    private final InstantSource clock;

    Refresher(
            GrantedServices services,
            OAuth2Clients clients,
            Generations generations,
            RefreshLeases leases,
            Standing standing,
            Sending sending,
            Pauses pauses,
            InstantSource clock) {
        this.services = services;
        this.clients = clients;
        this.generations = generations;
        this.leases = leases;
        this.standing = standing;
        this.sending = sending;
        this.pauses = pauses;
        this.clock = clock;
    }

    /**
     * Asks for newer tokens than those at hand.
     *
     * @param needed how long they have to be valid for; while another one refreshes, tokens that
     *     are good for that long are not waited for
     * @throws Refusal {@code vault.rolled_back}; {@code authorization.not_in_effect} where it ended
     *     meanwhile
     */
    public Refreshed refresh(Use use, Credential current, Duration needed) {
        var tokens = HeldTokens.from(current.fields());
        var refreshToken = tokens.refreshToken();
        if (refreshToken == null) {
            return notRefreshable(use, current, tokens);
        }
        if (pauses.lasts(use.workspace(), use.authorization())) {
            return new Unchanged(Why.LATER);
        }
        var client = client(use, UrlParameters.from(current.fields()));
        if (client.isEmpty()) {
            return new Unchanged(Why.LATER);
        }
        var order =
                new Sending.Order(
                        use,
                        current.version(),
                        tokens,
                        refreshToken,
                        UrlParameters.kept(current.fields()),
                        client.get());
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var done = turn(order, needed);
            if (done.isPresent()) {
                return done.get();
            }
        }
        return new Unchanged(Why.LATER);
    }

    private Optional<Refreshed> turn(Sending.Order order, Duration needed) {
        var use = order.use();
        var answer = leases.acquire(use.workspace(), use.authorization(), order.version(), LEASE);
        return switch (answer) {
            case LeaseAnswer.Leased leased -> sending.send(order, leased.lease());
            case LeaseAnswer.Changed _ -> newer(order);
            case LeaseAnswer.Gone _ -> throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
            case LeaseAnswer.Held _ ->
                    DueRule.suffices(order.tokens(), clock.instant(), needed)
                            ? Optional.of(new Unchanged(Why.LATER))
                            : glance();
        };
    }

    /** Lets a moment pass, after which the holder of the lease may be done. */
    private static Optional<Refreshed> glance() {
        try {
            Thread.sleep(GLANCE);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Unchanged(Why.LATER));
        }
    }

    private Optional<Refreshed> newer(Sending.Order order) {
        var newest = generations.newest(order.use());
        return newest.version() > order.version()
                ? Optional.of(new Newer(newest))
                : Optional.empty();
    }

    /** A grant without a refresh token ends with its access token. */
    private Refreshed notRefreshable(Use use, Credential current, HeldTokens tokens) {
        if (tokens.isValid(clock.instant())) {
            return new Unchanged(Why.LATER);
        }
        standing.needsReauthorization(use, NOT_REFRESHABLE, current.version());
        return new Refused();
    }

    private Optional<OAuth2Client> client(Use use, Map<String, String> urlParameters) {
        var granted = use.granted();
        var service = services.find(use.workspace(), granted.service(), granted.serviceVersion());
        var client = clients.find(service, granted.clientVersion(), urlParameters);
        if (client.isEmpty()) {
            pauses.begin(use.workspace(), use.authorization(), null);
            LOG.error(
                    "ALARM: workspace {} has no client at service {} that may refresh {}",
                    use.workspace(),
                    granted.service(),
                    granted.id());
        }
        return client;
    }
}
