package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.lease.Lease;
import java.util.List;

/** The way to the node that writes for all. Thread-safe. */
interface Forwarder {

    /**
     * Has commits written by the node that holds a lease.
     *
     * @throws SilentException where it did not answer in time
     */
    Reply forward(Lease lease, List<SealedCommit> commits) throws SilentException;

    /** The node that was asked did not answer. */
    final class SilentException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean sent;

        /**
         * @param sent whether it may have been reached, and may write the commits at any time
         */
        SilentException(boolean sent, Throwable cause) {
            super(cause);
            this.sent = sent;
        }

        boolean sent() {
            return sent;
        }
    }
}
