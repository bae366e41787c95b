package dev.mooring.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Whose signatures of notes are believed: a name and an Ed25519 public key (C2SP signed-note). Its
 * text is the verifier key, {@code <name>+<key id>+<key>}. Immutable.
 */
public final class VerifierKey {

    /** What an Ed25519 key has, in bytes. */
    public static final int KEY_BYTES = 32;

    static final int ID_BYTES = 4;

    private static final byte ED25519 = 1;

    /** Everything of an X.509 key of this kind but the key itself (RFC 8410 §4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] key;
    private final byte[] id;

    private VerifierKey(String name, byte[] key) {
        this.name = name;
        this.key = key;
        this.id = id(name, key);
    }

    /**
     * The verifier key of a public key under a name.
     *
     * @throws IllegalArgumentException for a name that is empty or holds white space or a plus
     *     sign, and for a key of another length
     */
    public static VerifierKey of(String name, byte[] publicKey) {
        if (!isName(name) || publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("no verifier key under this name");
        }
        return new VerifierKey(name, publicKey.clone());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for what is no verifier key for Ed25519
     */
    public static VerifierKey parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length == 3) {
            var typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length == 1 + KEY_BYTES && typed[0] == ED25519) {
                var key = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
                if (HexFormat.of().formatHex(key.id).equals(parts[1])) {
                    return key;
                }
            }
        }
        throw new IllegalArgumentException(
                "not a verifier key: write it as it was given, <name>+<key id>+<key>");
    }

    /** The name that its signatures bear. */
    public String name() {
        return name;
    }

    /** Whether a signature of this name and key id over a text is this key's. */
    boolean verifies(String text, SignedNote.Signature signature) {
        if (!signature.name().equals(name) || !Arrays.equals(signature.keyId(), id)) {
            return false;
        }
        try {
            var verification = Signature.getInstance("Ed25519");
            verification.initVerify(publicKey());
            verification.update(text.getBytes(UTF_8));
            return verification.verify(signature.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] id() {
        return id.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(key));
    }

    /** As it is given to whoever verifies. */
    @Override
    public String toString() {
        return name
                + "+"
                + HexFormat.of().formatHex(id)
                + "+"
                + Base64.getEncoder().encodeToString(typed(key));
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c ->
                                c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        var encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES);
        System.arraycopy(key, 0, encoded, X509.length, KEY_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** The first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key). */
    private static byte[] id(String name, byte[] key) {
        var named = new ByteArrayOutputStream();
        named.writeBytes(name.getBytes(UTF_8));
        named.write('\n');
        named.writeBytes(typed(key));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(named.toByteArray());
            return Arrays.copyOf(hash, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] typed(byte[] key) {
        var typed = new byte[1 + key.length];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return typed;
    }
}
