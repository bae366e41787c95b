package dev.mooring.credentials.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A text that must not be seen: a token, a password, a client's secret. It shows itself to {@link
 * #reveal} alone; printed, logged or serialized by accident it says nothing. Immutable.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    static Secret ofBytes(byte[] utf8) {
        return new Secret(new String(utf8, UTF_8));
    }

    /** The text itself; call it where it is sent, and nowhere else. */
    public String reveal() {
        return value;
    }

    byte[] bytes() {
        return value.getBytes(UTF_8);
    }

    /** Compares in a time that does not depend on where two texts of one length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /** The same for all: a hash of the text would tell of it. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
