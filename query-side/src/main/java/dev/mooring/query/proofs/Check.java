package dev.mooring.query.proofs;

/** Verifies a part of what there is to verify at a time. For one thread. */
interface Check {

    /**
     * Up to where everything is as it should be.
     *
     * @param done events verified
     * @param position of the last
     * @param commit that it came with
     */
    record Place(long done, long position, long commit) {}

    /**
     * Goes on.
     *
     * @return false where there was nothing left, and everything is as it should be
     * @throws BrokenException at an event that is not what is known of it
     * @throws DivergedException where what was signed is otherwise
     * @throws dev.mooring.eventlog.LogCorruptException where the chain breaks after {@link
     *     #reached}
     */
    boolean advance();

    Place reached();
}
