package dev.mooring.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code mooring_<id>_<secret>}. The prefix lets scanners of
 * leaked secrets recognise it. Only {@link #sha256()} may be stored; a plain hash is enough for a
 * secret of 256 random bits.
 */
public final class ApiKey {

    private static final String PREFIX = "mooring";
    private static final String ID_PREFIX = "key_";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "_([A-Za-z0-9]{1,40})_([A-Za-z0-9_-]{43,128})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final String secret;

    private ApiKey(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * A new key with a secret of 256 bits.
     *
     * @param keyId {@code key_} and 1 to 40 letters and digits
     */
    public static ApiKey generate(String keyId) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (!keyId.startsWith(ID_PREFIX)) {
            throw new IllegalArgumentException("a key's id starts with " + ID_PREFIX);
        }
        var text = PREFIX + "_" + keyId.substring(ID_PREFIX.length()) + "_" + secret;
        return parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("a key's id is letters and digits"));
    }

    /** Reads a key as presented; empty when it does not have the form of one. */
    public static Optional<ApiKey> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ApiKey(ID_PREFIX + parts.group(1), parts.group(2)))
                : Optional.empty();
    }

    public String id() {
        return id;
    }

    /** The whole key, secret included: to be shown once, never stored. */
    public String text() {
        return PREFIX + "_" + id.substring(ID_PREFIX.length()) + "_" + secret;
    }

    /** SHA-256 of the secret part in lower-case hexadecimal digits, to be stored. */
    public String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
