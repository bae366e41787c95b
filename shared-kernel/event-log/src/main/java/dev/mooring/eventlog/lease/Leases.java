package dev.mooring.eventlog.lease;

/** Where the lease on one log is kept. A failure to answer is a {@code MongoException}. */
public interface Leases {

    /** The lease as a majority has it; {@link Lease#NONE} before the first. */
    Lease read();

    /**
     * Puts another lease in the place of the one that was seen, durably.
     *
     * @return false where that one is not there any more, and nothing was changed
     */
    boolean replace(Lease seen, Lease next);
}
