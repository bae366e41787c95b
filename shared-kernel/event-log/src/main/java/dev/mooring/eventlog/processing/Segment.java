package dev.mooring.eventlog.processing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of all sequences: those whose hash has the bits of {@code id} under {@code mask}. A whole
 * is always divided without rest, since one segment splits into two and two siblings merge.
 *
 * @param mask one less than a power of two; 0 for all sequences
 */
record Segment(int id, int mask) {

    static final Segment WHOLE = new Segment(0, 0);

    /** More than any number of nodes could use. */
    static final int MOST = 256;

    Segment {
        if ((mask & (mask + 1)) != 0 || (id & ~mask) != 0 || mask >= MOST) {
            throw new IllegalArgumentException("no such segment: %d of %d".formatted(id, mask));
        }
    }

    /** The whole in so many parts, as equal as can be. */
    static List<Segment> whole(int parts) {
        if (parts < 1 || parts > MOST) {
            throw new IllegalArgumentException("a processor has from 1 to " + MOST + " segments");
        }
        var segments = new ArrayDeque<>(List.of(WHOLE));
        while (segments.size() < parts) {
            segments.addAll(segments.remove().split());
        }
        return segments.stream().sorted(Comparator.comparingInt(Segment::id)).toList();
    }

    boolean matches(String sequence) {
        // Neighbouring ids differ in their last characters only, and these in few bits.
        int hash = sequence.hashCode() * 0x9E3779B9;
        return ((hash ^ (hash >>> 16)) & mask) == id;
    }

    /** Both halves; the first has this one's id. */
    List<Segment> split() {
        int finer = mask << 1 | 1;
        return Stream.of(id, id | (mask + 1)).map(half -> new Segment(half, finer)).toList();
    }

    /** The other half of what this one was split from. */
    Segment sibling() {
        if (mask == 0) {
            throw new IllegalArgumentException("the whole has no sibling");
        }
        return new Segment(id ^ (mask ^ (mask >>> 1)), mask);
    }

    /** What this one was split from. */
    Segment parent() {
        int coarser = mask >>> 1;
        return new Segment(id & coarser, coarser);
    }
}
