package dev.mooring.eventlog.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** What is signed: everything that must not be altered, or used again for anything else. */
final class Signature {

    private static final String DOMAIN = "mooring forward 1";

    private Signature() {}

    static String ofRequest(Signer signer, String log, long time, String nonce, byte[] body) {
        return of(signer, body, "request", log, Long.toString(time), nonce);
    }

    /** An answer is to one request. */
    static String ofAnswer(Signer signer, String nonce, byte[] body) {
        return of(signer, body, "answer", nonce);
    }

    /** Compares in constant time. */
    static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    /** No part but the last has a line feed, so that no two lists of parts are written alike. */
    private static String of(Signer signer, byte[] body, String... parts) {
        var message = new ByteArrayOutputStream();
        message.writeBytes((DOMAIN + '\n').getBytes(UTF_8));
        for (var part : parts) {
            if (part.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line feed");
            }
            message.writeBytes((part + '\n').getBytes(UTF_8));
        }
        message.writeBytes(body);
        return signer.sign(message.toByteArray());
    }
}
