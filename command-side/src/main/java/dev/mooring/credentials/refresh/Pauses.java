package dev.mooring.credentials.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How long this node leaves a service alone with a refresh that it did not act on: longer each
 * time, or as it asked. Kept in memory, since forgetting it costs one request. Thread-safe.
 */
final class Pauses {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<Key, Pause> pauses = Caffeine.newBuilder().maximumSize(MOST).build();

    Pauses(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(WorkspaceId workspace, AuthorizationId authorization) {}

    private record Pause(Duration length, Instant until) {}

    boolean lasts(WorkspaceId workspace, AuthorizationId authorization) {
        var pause = pauses.getIfPresent(new Key(workspace, authorization));
        return pause != null && clock.instant().isBefore(pause.until());
    }

    /**
     * Begins a pause, twice as long as the one before.
     *
     * @param asked how long the service asks to be left alone, if it does
     */
    void begin(WorkspaceId workspace, AuthorizationId authorization, @Nullable Duration asked) {
        pauses.asMap()
                .compute(
                        new Key(workspace, authorization),
                        (key, before) -> {
                            var length = before == null ? FIRST : twice(before.length());
                            var until = clock.instant().plus(atLeast(length, asked));
                            return new Pause(length, until);
                        });
    }

    void end(WorkspaceId workspace, AuthorizationId authorization) {
        pauses.invalidate(new Key(workspace, authorization));
    }

    private static Duration twice(Duration length) {
        var twice = length.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private static Duration atLeast(Duration length, @Nullable Duration asked) {
        if (asked == null || asked.compareTo(length) < 0) {
            return length;
        }
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }
}
