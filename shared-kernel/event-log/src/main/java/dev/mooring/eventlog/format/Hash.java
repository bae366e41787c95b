package dev.mooring.eventlog.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash. Immutable. */
public final class Hash {

    static final int SIZE = 32;

    /** What the first commit has before it: 32 zero bytes. */
    public static final Hash NONE = new Hash(new byte[SIZE]);

    /** Never fed. */
    private static final MessageDigest SHA_256 = lookUp();

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies 32 bytes.
     *
     * @throws IllegalArgumentException for another length
     */
    public static Hash of(byte[] bytes) {
        return taking(bytes.clone());
    }

    /** Takes over 32 bytes, which nobody may change afterwards. */
    static Hash taking(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return new Hash(bytes);
    }

    /** The SHA-256 of these bytes. */
    static Hash of256(byte[] bytes) {
        return new Hash(sha256().digest(bytes));
    }

    /** The SHA-256 of one byte and these. */
    static Hash of256(byte prefix, byte[] bytes) {
        var digest = sha256();
        digest.update(prefix);
        return new Hash(digest.digest(bytes));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes themselves, for writing only. */
    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    /** A copy is made in a fraction of the time in which one is looked up. */
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest lookUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
