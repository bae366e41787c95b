package dev.mooring.keys;

import java.security.SecureRandom;

/**
 * Where nonces and fresh keys come from. Golden files replace it by a fixed one; nothing else may:
 * with AES-GCM a nonce that repeats under one key gives the key's secrecy away. Thread-safe.
 */
@FunctionalInterface
public interface RandomSource {

    /** That many fresh bytes, in an array that the caller owns. */
    byte[] bytes(int count);

    /** The platform's cryptographically strong source. */
    static RandomSource secure() {
        var random = new SecureRandom();
        return count -> {
            var bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
