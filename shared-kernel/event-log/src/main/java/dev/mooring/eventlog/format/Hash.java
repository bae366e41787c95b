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

    static Hash finish(MessageDigest digest) {
        return new Hash(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes themselves, for writing only. */
    byte[] shared() {
        return bytes;
    }

    void into(MessageDigest digest) {
        digest.update(bytes);
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
}
