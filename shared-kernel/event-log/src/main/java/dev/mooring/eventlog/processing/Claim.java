package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.Place;

/**
 * What a node works on.
 *
 * @param epoch rises with every change of hands; an older one stores nothing
 * @param place where the segment stood when it was claimed
 */
record Claim(String processor, Segment segment, long epoch, Place place) {

    /** Of the segment, whoever holds it. */
    String id() {
        return processor + '/' + segment.id();
    }

    @Override
    public String toString() {
        return id() + " (epoch " + epoch + ')';
    }
}
