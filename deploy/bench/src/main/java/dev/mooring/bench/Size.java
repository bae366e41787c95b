package dev.mooring.bench;

import java.time.Duration;

/**
 * How long and how much is measured.
 *
 * @param warmUp how long everything runs before it counts, so that it is compiled and cached
 * @param round how long one side of one round takes
 * @param rounds how many count
 * @param profile how long a profile is taken
 * @param readEvents how many events a log holds that is read from end to end
 * @param memoryEvents how many flow through a small heap
 */
record Size(
        Duration warmUp,
        Duration round,
        int rounds,
        Duration profile,
        int readEvents,
        int memoryEvents) {

    /** What results are taken with. */
    static final Size FULL =
            new Size(
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(1),
                    7,
                    Duration.ofSeconds(5),
                    1_000_000,
                    10_000_000);

    /** Enough to see that a benchmark works. */
    static final Size TRIAL =
            new Size(
                    Duration.ofMillis(500),
                    Duration.ofMillis(300),
                    3,
                    Duration.ofSeconds(1),
                    20_000,
                    200_000);
}
