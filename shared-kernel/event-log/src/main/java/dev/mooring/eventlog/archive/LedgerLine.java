package dev.mooring.eventlog.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A line of the ledger: something that has ended for good, or how far the log was read. Its text is
 * these components with a blank between each, and a checksum. Ids alone: nothing secret, nothing
 * personal.
 *
 * @param kind {@link #READ}, or the type of the event that ended it, one of {@link #ENDS} unless a
 *     later version wrote it
 * @param id of what ended
 * @param event id of the event that says so
 * @param position where that event stood in the log that was read; after a restore another event
 *     may stand there
 */
public record LedgerLine(
        String kind, String workspace, String id, String event, long position, Instant at) {

    /**
     * What must not come back. An erased user from the moment at which it was asked for: it is not
     * to be asked for twice.
     */
    public static final Set<String> ENDS =
            Set.of(
                    "authorization.revoked",
                    "authorization.retired",
                    "connection.deleted",
                    "key.revoked",
                    "user.erasure_started");

    /** The log was read up to here. */
    public static final String READ = "read";

    private static final String NOBODY = "-";
    private static final int COMPONENTS = 7;
    private static final int CHECKSUM_BYTES = 8;

    /** That the log was read up to an event. */
    public static LedgerLine read(String event, long position, Instant at) {
        return new LedgerLine(READ, NOBODY, NOBODY, event, position, at);
    }

    /** Whether it names something that has ended. */
    public boolean isEnd() {
        return !kind.equals(READ);
    }

    /** Whether this version knows what to do about it. */
    public boolean isKnown() {
        return !isEnd() || ENDS.contains(kind);
    }

    /** Whether it says that a credential must not be used again. */
    public boolean endsCredential() {
        return kind.equals("authorization.revoked") || kind.equals("authorization.retired");
    }

    /** Whether it says that an API key was revoked. */
    public boolean endsKey() {
        return kind.equals("key.revoked");
    }

    /** Whether it says that a person was to be erased. */
    public boolean erases() {
        return kind.equals("user.erasure_started");
    }

    /** What ended, as {@code workspace/id}. */
    public String subject() {
        return workspace + "/" + id;
    }

    /** As it stands in the file, without the end of the line. */
    String text() {
        var text = String.join(" ", kind, workspace, id, event, Long.toString(position), "" + at);
        return text + " " + checksum(text);
    }

    /** Empty where it is not what was written. */
    static Optional<LedgerLine> parse(String text) {
        var parts = text.split(" ", -1);
        int end = text.lastIndexOf(' ');
        if (parts.length != COMPONENTS
                || !checksum(text.substring(0, end)).equals(text.substring(end + 1))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LedgerLine(
                            parts[0],
                            parts[1],
                            parts[2],
                            parts[3],
                            Long.parseLong(parts[4]),
                            Instant.parse(parts[5])));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Against accidents, not against whoever can write the file. */
    private static String checksum(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
