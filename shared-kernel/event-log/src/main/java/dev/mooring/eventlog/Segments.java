package dev.mooring.eventlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a processor's work is divided, for operators. Each change is one atomic write, from any node,
 * while the processor runs; the batch that is at hand comes by again under the new division.
 * Thread-safe.
 */
public interface Segments {

    /**
     * A segment.
     *
     * @param share of all sequences, such as 0.25
     * @param position that it has stored
     * @param node that works on it, or did when it died; null for none
     */
    record Progress(int segment, double share, long position, @Nullable String node) {}

    /** A processor's segments by id; none before it began. */
    List<Progress> progress(String processor);

    /**
     * Splits a segment in two, both where it stands.
     *
     * @throws IllegalArgumentException where there is no such segment, or it is too small
     */
    void split(String processor, int segment);

    /**
     * Merges a segment with the one that it was split from or that was split from it, at the place
     * of the one that is further behind: what the other has seen beyond comes by again.
     *
     * @throws IllegalArgumentException where there is none to merge with, or it is split further
     */
    void merge(String processor, int segment);
}
