package dev.mooring.eventlog.lease;

/** Where a batch of commits goes. */
public sealed interface Route {

    Route HERE = new Here();

    /** Into the next slots, from here: this node holds the lease, or none is needed. */
    record Here() implements Route {}

    /** To the node that holds the lease. */
    record There(Lease lease) implements Route {}
}
