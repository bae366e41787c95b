package dev.mooring.eventlog.forward;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

/**
 * Carries a request to another node's log and its answer back. Both are whole, unaltered, and from
 * a node of this installation, or they do not arrive. Thread-safe.
 */
public interface Courier {

    /**
     * Asks another node's log and waits for the answer.
     *
     * @param address of the other node, as it gave it
     * @param log name of the log
     * @return the answer
     * @throws ConnectException where nothing can have arrived
     * @throws IOException where nobody knows whether it arrived, for instance for want of an answer
     *     in time
     */
    byte[] carry(String address, String log, byte[] request, Duration atMost)
            throws IOException, InterruptedException;
}
