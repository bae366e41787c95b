package dev.mooring.oauth2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 256 random bits as 43 characters of base64url: a ticket, a state, a cookie, a confirmation, a
 * nonce. The form is also that of a PKCE verifier (RFC 7636 §4.1). Whoever has it may act once;
 * what is stored is its {@link #hash()}.
 */
public record OneTimeSecret(String value) {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * @throws IllegalArgumentException for text of another form
     */
    public OneTimeSecret {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a one-time secret");
        }
    }

    public static OneTimeSecret draw(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new OneTimeSecret(ENCODER.encodeToString(bytes));
    }

    /** Reads what somebody sent; empty where it cannot be one of ours. */
    public static Optional<OneTimeSecret> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new OneTimeSecret(text))
                : Optional.empty();
    }

    /**
     * SHA-256 in base64url. With 256 random bits behind it, it needs neither salt nor stretching.
     */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII));
            return ENCODER.encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "OneTimeSecret[…]";
    }
}
