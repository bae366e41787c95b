package dev.mooring.eventlog.processing;

import java.time.Duration;

/**
 * How many events to take at once: few at the head, so that what has just happened is seen at once,
 * and ever more while behind, since a batch costs the same two writes whatever its size. For one
 * thread.
 */
final class BatchSize {

    static final int FIRST = 16;
    static final int MOST = 5_000;

    /** A batch that takes longer is too large: it holds up stopping and what comes after. */
    private static final Duration LONG = Duration.ofMillis(500);

    private int size = FIRST;

    int next() {
        return size;
    }

    /** A batch was handled. */
    void handled(int events, Duration took) {
        if (took.compareTo(LONG) > 0) {
            size = Math.max(1, size / 2);
        } else if (events == size) {
            size = Math.min(MOST, size * 2);
        } else {
            size = Math.max(FIRST, Math.min(size, 2 * events));
        }
    }

    /** A batch failed; a smaller one may not. */
    void failed() {
        size = Math.max(1, size / 2);
    }
}
