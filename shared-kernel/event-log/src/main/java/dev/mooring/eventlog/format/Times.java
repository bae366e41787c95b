package dev.mooring.eventlog.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as envelopes have them: RFC 3339 with milliseconds, always three digits of them, in UTC. A
 * general parser takes a third of what a whole envelope takes.
 */
final class Times {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Where the separators stand, and which. */
    private static final String SHAPE = "0000-00-00T00:00:00.000Z";

    private Times() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }

    /**
     * @throws DateTimeException for what is no time
     */
    static Instant parse(String text) {
        return hasShape(text)
                ? LocalDateTime.of(
                                digits(text, 0, 4),
                                digits(text, 5, 7),
                                digits(text, 8, 10),
                                digits(text, 11, 13),
                                digits(text, 14, 16),
                                digits(text, 17, 19),
                                digits(text, 20, 23) * 1_000_000)
                        .toInstant(ZoneOffset.UTC)
                : Instant.parse(text);
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char here = text.charAt(i);
            char expected = SHAPE.charAt(i);
            if (expected == '0' ? here < '0' || here > '9' : here != expected) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
