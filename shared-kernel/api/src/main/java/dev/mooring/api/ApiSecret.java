package dev.mooring.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which the edge signs cursors and fingerprints requests: the same on every node
 * and after every restart. Safe for use by many threads.
 */
public final class ApiSecret {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * A secret from its bytes.
     *
     * @param bytes at least 32, to be derived from the key-encryption key for this purpose alone
     */
    public ApiSecret(byte[] bytes) {
        if (bytes.length < 32) {
            throw new IllegalArgumentException("an API secret has at least 32 bytes");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** An empty signature for a purpose; signatures for two purposes never equal. */
    public Signing signing(String purpose) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return new Signing(mac).add(purpose);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", e);
        }
    }

    @Override
    public String toString() {
        return "ApiSecret[…]";
    }

    /** A signature in the making; each part is preceded by its length, so parts cannot run over. */
    public static final class Signing {

        private final Mac mac;

        private Signing(Mac mac) {
            this.mac = mac;
        }

        public Signing add(byte[] part) {
            mac.update(ByteBuffer.allocate(4).putInt(part.length).flip());
            mac.update(part);
            return this;
        }

        public Signing add(String part) {
            return add(part.getBytes(StandardCharsets.UTF_8));
        }

        public Signing add(List<String> parts) {
            mac.update(ByteBuffer.allocate(4).putInt(parts.size()).flip());
            parts.forEach(this::add);
            return this;
        }

        public byte[] bytes() {
            return mac.doFinal();
        }

        /** The signature in base64url, 43 characters. */
        public String text() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
        }
    }
}
