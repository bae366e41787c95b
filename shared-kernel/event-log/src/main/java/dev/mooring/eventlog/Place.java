package dev.mooring.eventlog;

/**
 * Where an event stands. Everything outside reasons in {@link #position}; commit and offset let a
 * reader go on without a search, and depend on it.
 *
 * @param commit number of its commit, from 1
 * @param offset its index within the commit, from 0
 * @param position its dense global index, from 1
 */
public record Place(long commit, int offset, long position) implements Comparable<Place> {

    /** Before the first event. */
    public static final Place BEGINNING = new Place(0, 0, 0);

    public Place {
        if (commit < 0 || offset < 0 || position < commit || (position == 0) != (commit == 0)) {
            throw new IllegalArgumentException(
                    "no such place: commit %d, offset %d, position %d"
                            .formatted(commit, offset, position));
        }
    }

    @Override
    public int compareTo(Place other) {
        return Long.compare(position, other.position);
    }
}
