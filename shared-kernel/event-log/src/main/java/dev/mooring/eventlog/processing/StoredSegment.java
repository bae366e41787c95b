package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.Place;
import org.jspecify.annotations.Nullable;

/**
 * A segment as the database has it.
 *
 * @param owner the node that holds it, which may have died; null for none
 */
record StoredSegment(
        String processor, Segment segment, Place place, @Nullable String owner, long epoch) {}
