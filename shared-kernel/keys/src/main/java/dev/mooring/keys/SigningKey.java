package dev.mooring.keys;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;

/** An Ed25519 key (RFC 8032). Immutable and thread-safe; shows nothing of its private half. */
public final class SigningKey {

    private final Ed25519Sign signer;
    private final byte[] publicKey;

    SigningKey(DataKey seed) {
        try {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed.bytes());
            signer = new Ed25519Sign(pair.getPrivateKey());
            publicKey = pair.getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a seed has 32 bytes", e);
        }
    }

    /** The signature over a message, 64 bytes; the same each time. */
    public byte[] sign(byte[] message) {
        try {
            return signer.sign(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 signs anything", e);
        }
    }

    /** 32 bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
