package dev.mooring.query.rebuilding;

import java.time.Duration;

/**
 * How read models are rebuilt.
 *
 * @param checkpoint how often what was made so far is written, so that a node that dies loses no
 *     more work than that
 * @param memoryBytes for documents, over all rebuilds that read the log together; what does not fit
 *     is written and read again
 */
public record RebuildSettings(Duration checkpoint, long memoryBytes) {

    /** A third of the heap. */
    public static final RebuildSettings DEFAULT =
            new RebuildSettings(Duration.ofSeconds(10), Runtime.getRuntime().maxMemory() / 3);
}
