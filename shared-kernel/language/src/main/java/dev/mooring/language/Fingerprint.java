package dev.mooring.language;

import java.util.HexFormat;

/**
 * What makes two connections the same for reuse: an HMAC-SHA-256, so that it tells nothing to whom
 * the user's key is not known, and nothing to anybody once that key is destroyed.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Fingerprint(String value) {

    public Fingerprint {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a fingerprint is 64 hexadecimal digits");
        }
    }

    /** The fingerprint with these 32 bytes. */
    public static Fingerprint of(byte[] code) {
        return new Fingerprint(HexFormat.of().formatHex(code));
    }

    @Override
    public String toString() {
        return value;
    }
}
