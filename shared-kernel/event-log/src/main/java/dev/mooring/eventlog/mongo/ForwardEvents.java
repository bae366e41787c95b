package dev.mooring.eventlog.mongo;

/** What happens to commits between nodes. */
interface ForwardEvents {

    ForwardEvents UNHEARD = new ForwardEvents() {};

    /** So many commits from here were written by the holder of the lease. */
    default void forwarded(int commits) {}

    /** So many commits of other nodes were written here. */
    default void received(int commits) {}

    /** The holder did not answer, and this node wrote itself. */
    default void passedBy() {}
}
