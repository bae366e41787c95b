package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * One person's key. It encrypts nothing itself: text is encrypted, and messages authenticated,
 * under keys derived from it for one purpose each. Immutable and thread-safe; shows nothing of
 * itself.
 *
 * <p>Encrypted text is stored for ever as {@code p1.} and base64url without padding of nonce (12
 * bytes), ciphertext and tag (16 bytes): AES-256-GCM under HKDF-SHA-256(key, info {@code
 * ["personal.text"]}), with additional data {@code ["personal.text", workspace, user, …binding]},
 * both encoded as {@link Binding#encoded}.
 */
public final class PersonalKey {

    private static final String FORMAT = "p1.";
    private static final String TEXT = "personal.text";
    private static final String MAC = "personal.mac";
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;

    private final byte[] owner;
    private final byte[] key;
    private final SecretKeySpec textKey;
    private final RandomSource nonces;
    private final Gcm gcm;

    /**
     * For golden files; elsewhere {@link PersonalKeys} keeps them.
     *
     * @param key 32 random bytes
     * @param nonces never repeats, but in golden files
     */
    public PersonalKey(String workspace, String user, byte[] key, RandomSource nonces) {
        this(workspace, user, key, nonces, new Gcm());
    }

    PersonalKey(String workspace, String user, byte[] key, RandomSource nonces, Gcm gcm) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a personal key has 256 bits");
        }
        this.owner = Binding.of(TEXT, workspace, user).encoded();
        this.key = key.clone();
        this.textKey = new SecretKeySpec(Hkdf.derive(key, Binding.of(TEXT), BYTES), "AES");
        this.nonces = nonces;
        this.gcm = gcm;
    }

    public String encrypt(String text, Binding binding) {
        var nonce = nonces.bytes(NONCE_BYTES);
        try {
            var encrypted =
                    gcm.encrypt(textKey, nonce, text.getBytes(UTF_8), owner, binding.encoded());
            var bytes =
                    ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted);
            return FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    /**
     * The text that {@link #encrypt} took.
     *
     * @throws UnreadableException if it was altered or encrypted for another user or binding
     */
    public String decrypt(String encrypted, Binding binding) {
        var bytes = parse(encrypted);
        var nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        var rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try {
            return new String(gcm.decrypt(textKey, nonce, rest, owner, binding.encoded()), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(
                    "personal text was altered, or belongs to another user or place", e);
        }
    }

    /**
     * HMAC-SHA-256 of a message under the key derived for a purpose, such as {@code fingerprint}:
     * 43 characters of base64url.
     */
    public String mac(String purpose, byte[] message) {
        return Hmac.text(Hkdf.derive(key, Binding.of(MAC, purpose), BYTES), message);
    }

    @Override
    public String toString() {
        return "PersonalKey[redacted]";
    }

    private static ByteBuffer parse(String encrypted) {
        try {
            if (encrypted.startsWith(FORMAT)) {
                var bytes = Base64.getUrlDecoder().decode(encrypted.substring(FORMAT.length()));
                if (bytes.length >= NONCE_BYTES + Gcm.TAG_BYTES) {
                    return ByteBuffer.wrap(bytes);
                }
            }
        } catch (IllegalArgumentException _) {
            // Said below, without the text: it might be a person's.
        }
        throw new UnreadableException("not encrypted personal text");
    }
}
