package dev.mooring.outbound;

import java.time.Duration;

/**
 * How long a call may take and how much it may return.
 *
 * @param connect from the first thought of the name to an established TLS session
 * @param total the whole call
 * @param bodyBytes most bytes read of an answer's body
 */
public record Limits(Duration connect, Duration total, int bodyBytes) {

    /** 3 seconds, 10 seconds, 256 KiB. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), 256 * 1024);

    public Limits {
        if (connect.isNegative() || connect.isZero() || total.compareTo(connect) < 0) {
            throw new IllegalArgumentException("connect is positive and at most total");
        }
        if (bodyBytes < 1) {
            throw new IllegalArgumentException("bodyBytes is positive");
        }
    }
}
