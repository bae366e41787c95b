package dev.mooring.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: whom it stands for, and hashes of its secrets, of which two are
 * active while it is being rotated.
 */
public record StoredKey(Principal principal, List<Secret> secrets) {

    public StoredKey {
        secrets = List.copyOf(secrets);
    }

    /**
     * One secret of a key.
     *
     * @param sha256 the hash that {@link ApiKey#sha256()} gives
     * @param expiresAt from then on it is refused; never when null
     */
    public record Secret(String sha256, @Nullable Instant expiresAt) {

        /** Takes the same time wherever the two differ. */
        boolean matches(String presented) {
            return MessageDigest.isEqual(
                    sha256.getBytes(StandardCharsets.US_ASCII),
                    presented.getBytes(StandardCharsets.US_ASCII));
        }

        boolean expiredAt(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }
}
