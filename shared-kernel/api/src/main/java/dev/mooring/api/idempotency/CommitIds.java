package dev.mooring.api.idempotency;

import dev.mooring.api.request.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Commit ids: with an Idempotency-Key a hash of workspace, principal, route and key, so that the
 * same request has the same id on every node and after every loss; random without one.
 */
final class CommitIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private CommitIds() {}

    static String of(Caller caller, String key) {
        var parts =
                List.of(
                        "mooring commit 1",
                        caller.workspace(),
                        caller.principal().kind().name(),
                        caller.principal().id(),
                        caller.context().route(),
                        key);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return text(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
