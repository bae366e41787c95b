package dev.mooring.eventlog.forward;

/** A keyed hash that only the nodes of this installation can compute. Thread-safe. */
@FunctionalInterface
public interface Signer {

    /** The hash of a message, as text without blanks. */
    String sign(byte[] message);
}
