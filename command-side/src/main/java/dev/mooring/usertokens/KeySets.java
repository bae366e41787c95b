package dev.mooring.usertokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.outbound.JsonAnswer;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of issuers (RFC 7517 section 5), remembered. Whatever tokens arrive, an issuer
 * is asked by one call at a time and now and then only, and no more than a few requests wait for
 * its answer: a slow issuer costs its own workspace's users their time, and nobody else's.
 * Thread-safe.
 */
final class KeySets {

    /** How long keys are taken as they are: an issuer that takes one back is heard after it. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How long keys serve while their issuer does not answer. */
    static final Duration OLDEST = Duration.ofHours(1);

    /** How soon an issuer is asked again for a key that it did not have. */
    static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    /** How soon an issuer is asked again that did not answer. */
    static final Duration TRIED_AGAIN = Duration.ofSeconds(10);

    private static final int MOST_WAITING = 8;
    private static final int MOST_KEYS = 100;
    private static final int MOST_ISSUERS = 10_000;
    private static final Map<String, String> ACCEPT =
            Map.of("Accept", "application/jwk-set+json, application/json");

    private final Outbound outbound;
    private final InstantSource clock;
    private final Cache<Source, Published> published =
            Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

    /**
     * @param clock database time
     */
    KeySets(Outbound outbound, InstantSource clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    private record Source(WorkspaceId workspace, String url) {}

    private record Fetched(JWKSet keys, Instant at) {}

    /**
     * The keys at a URL. May block for as long as one outbound call takes.
     *
     * @param keyId the one that is looked for; null for any
     * @throws Refusal {@code issuer.unavailable}
     */
    JWKSet of(WorkspaceId workspace, String url, @Nullable String keyId) {
        return published
                .get(new Source(workspace, url), source -> new Published(source.url()))
                .keys(keyId);
    }

    /** What one issuer has published, as far as is known. */
    private final class Published {

        private final URI url;
        private final ReentrantLock fetching = new ReentrantLock();
        private final Semaphore waiting = new Semaphore(MOST_WAITING);
        private volatile @Nullable Fetched fetched;
        private volatile @Nullable Instant failedAt;

        Published(String url) {
            this.url = URI.create(url);
        }

        JWKSet keys(@Nullable String keyId) {
            if (isWanting(keyId) && waiting.tryAcquire()) {
                try {
                    fetching.lock();
                    try {
                        // Whoever was first may have fetched what is wanted.
                        if (isWanting(keyId)) {
                            fetch();
                        }
                    } finally {
                        fetching.unlock();
                    }
                } finally {
                    waiting.release();
                }
            }
            var known = fetched;
            if (known == null || isOlderThan(OLDEST, known.at())) {
                throw Refusal.of(ErrorCode.ISSUER_UNAVAILABLE);
            }
            return known.keys();
        }

        private boolean isWanting(@Nullable String keyId) {
            var failed = failedAt;
            if (failed != null && !isOlderThan(TRIED_AGAIN, failed)) {
                return false;
            }
            var known = fetched;
            if (known == null || isOlderThan(FRESH, known.at())) {
                return true;
            }
            return keyId != null
                    && known.keys().getKeyByKeyId(keyId) == null
                    && isOlderThan(ASKED_AGAIN, known.at());
        }

        private void fetch() {
            var answer = read(outbound.send(OutboundRequest.get(url, ACCEPT)));
            var now = clock.instant();
            if (answer.isPresent()) {
                fetched = new Fetched(answer.get(), now);
                failedAt = null;
            } else {
                failedAt = now;
            }
        }

        private boolean isOlderThan(Duration age, Instant at) {
            return !clock.instant().isBefore(at.plus(age));
        }
    }

    private static Optional<JWKSet> read(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answer
                && answer.successful()
                && JsonAnswer.of(answer) instanceof JsonAnswer.Parsed)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JWKSet.parse(answer.body()))
                    .filter(keys -> keys.size() <= MOST_KEYS);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
