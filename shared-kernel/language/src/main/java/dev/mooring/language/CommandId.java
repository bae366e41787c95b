package dev.mooring.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names one command, its commit in the log, and through {@link #derive} the ids of all that it
 * creates. A command that is sent again under the same id is the same command: it finds its own
 * commit and what it made.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record CommandId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** To compare with ranges, of which either is as likely, takes ten times as long. */
    private static final boolean[] DIGITS = new boolean['f' + 1];

    static {
        for (char digit : "0123456789abcdef".toCharArray()) {
            DIGITS[digit] = true;
        }
    }

    public CommandId {
        if (value.length() != 2 * BYTES || !hasOnlyDigits(value)) {
            throw new IllegalArgumentException("a command id is 64 hexadecimal digits");
        }
    }

    public static CommandId random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new CommandId(HexFormat.of().formatHex(bytes));
    }

    /** The id that these parts always lead to: SHA-256 over each, prefixed with its length. */
    public static CommandId of(String... parts) {
        return new CommandId(HexFormat.of().formatHex(digest(parts)));
    }

    /** An id of 128 bits, the same for the same command, prefix and role. */
    String derive(String prefix, String role) {
        return prefix + Base62.encode(digest(value, prefix, role), 16);
    }

    private static boolean hasOnlyDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character >= DIGITS.length || !DIGITS[character]) {
                return false;
            }
        }
        return true;
    }

    static byte[] digest(String... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
