package dev.mooring.proofs;

/** Signs notes under a name. Thread-safe. */
public interface NoteSigner {

    /** What its signatures are verified with. */
    VerifierKey key();

    /** The Ed25519 signature over these bytes (RFC 8032). */
    byte[] sign(byte[] text);
}
