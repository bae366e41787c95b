package dev.mooring.api.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.api.ApiProperties;
import dev.mooring.api.access.Principal;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how often each principal calls, on this node: a bucket of twice the calls of a second,
 * filled evenly. Thread-safe.
 */
final class Rates {

    /** Longer than an empty bucket takes to fill: whoever is forgotten has a full one again. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 100_000;

    private final ApiProperties properties;
    private final Cache<Who, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .expireAfterAccess(REMEMBERED)
                    .build();

    Rates(ApiProperties properties) {
        this.properties = properties;
    }

    private record Who(String workspace, Principal.Kind kind, String id) {}

    /**
     * Counts a call.
     *
     * @throws Refusal {@code rate.limited}, with the seconds until the next is taken
     */
    void admit(Principal principal) {
        var perSecond =
                switch (principal.kind()) {
                    case KEY, BOOTSTRAP -> properties.keyRate();
                    case USER -> properties.userRate();
                };
        if (perSecond == 0) {
            return;
        }
        var who = new Who(principal.workspace(), principal.kind(), principal.id());
        var taken = buckets.get(who, fresh -> bucket(perSecond)).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw Refusal.of(ErrorCode.RATE_LIMITED)
                    .with(Refusal.RETRY_AFTER_SECONDS, seconds(taken.getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(2L * perSecond)
                                .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
