package dev.mooring.proofs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A hash in a Merkle tree of RFC 9162 §2.1 over SHA-256: a leaf's or that of a subtree. */
public final class TreeHash {

    /** How many bytes it has. */
    public static final int BYTES = 32;

    /** The root of a tree without leaves: the hash of nothing (RFC 9162 §2.1.1). */
    public static final TreeHash OF_NOTHING = new TreeHash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private static final ThreadLocal<MessageDigest> DIGESTS =
            ThreadLocal.withInitial(TreeHash::sha256);

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies a hash's bytes.
     *
     * @throws IllegalArgumentException where they are not {@value #BYTES}
     */
    public static TreeHash of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Copies a hash out of a row of hashes, by the place of its first byte. */
    public static TreeHash within(byte[] row, int offset) {
        return of(row, offset, offset + BYTES);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for what is not {@value #BYTES} bytes in base64
     */
    public static TreeHash parse(String base64) {
        var hash = of(Base64.getDecoder().decode(base64.getBytes(US_ASCII)));
        if (!hash.toString().equals(base64)) {
            throw new IllegalArgumentException("a hash that is not written as it should be");
        }
        return hash;
    }

    /** The hash of a leaf that holds these bytes: SHA-256(0x00 ‖ bytes). */
    public static TreeHash ofLeaf(byte[] entry) {
        return ofLeaf(entry, 0, entry.length);
    }

    /** The hash of a leaf that holds a part of these bytes. */
    public static TreeHash ofLeaf(byte[] line, int offset, int length) {
        var digest = DIGESTS.get();
        digest.update(LEAF);
        digest.update(line, offset, length);
        return new TreeHash(digest.digest());
    }

    /** The hash over two subtrees, one beside the other: SHA-256(0x01 ‖ left ‖ right). */
    public static TreeHash ofNode(TreeHash left, TreeHash right) {
        var digest = DIGESTS.get();
        digest.update(NODE);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new TreeHash(digest.digest());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Copies it into a row of hashes. */
    public void into(byte[] row, int offset) {
        System.arraycopy(bytes, 0, row, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In base64, as C2SP writes hashes. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static TreeHash of(byte[] bytes, int from, int to) {
        if (to - from != BYTES) {
            throw new IllegalArgumentException("a hash has %d bytes".formatted(BYTES));
        }
        return new TreeHash(Arrays.copyOfRange(bytes, from, to));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
