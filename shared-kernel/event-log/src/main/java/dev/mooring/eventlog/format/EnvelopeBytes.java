package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an envelope straight from its bytes, in the one form in which {@link Envelope#toBytes}
 * writes it: keys in their order, no white space, ids of plain ASCII. Only the payload is left to a
 * reader of JSON, which takes several times as long. What is in another form may be an envelope all
 * the same; this does not decide it.
 */
final class EnvelopeBytes {

    private static final ObjectReader PAYLOAD = Json.MAPPER.readerFor(ObjectNode.class);

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Times a byte: that byte eight times. */
    private static final long EACH = 0x0101_0101_0101_0101L;

    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    /** More digits may be too many for a number. */
    private static final int MOST_DIGITS = 18;

    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] TYPE = ascii(",\"type\":\"");
    private static final byte[] REVISION = ascii(",\"revision\":\"");
    private static final byte[] AGGREGATE_TYPE = ascii(",\"aggregateType\":\"");
    private static final byte[] AGGREGATE_ID = ascii(",\"aggregateId\":\"");
    private static final byte[] SEQUENCE = ascii(",\"sequence\":");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] METADATA = ascii(",\"metadata\":{");
    private static final byte[] OWNER = ascii("\"owner\":\"");
    private static final byte[] ACTOR = ascii("\"actor\":\"");
    private static final byte[] CLIENT = ascii(",\"client\":\"");
    private static final byte[] REQUEST = ascii(",\"request\":\"");
    private static final byte[] CAUSE = ascii(",\"cause\":\"");
    private static final byte[] ADDRESS = ascii(",\"address\":\"");
    private static final byte[] PAYLOAD_KEY = ascii("},\"payload\":");
    private static final byte[] NEXT = ascii(",");

    private final byte[] json;
    private int at;

    private EnvelopeBytes(byte[] json) {
        this.json = json;
    }

    /** Reads these bytes; null where they are in another form. */
    static @Nullable Envelope read(byte[] json) {
        try {
            return new EnvelopeBytes(json).envelope();
        } catch (OtherFormException
                | IndexOutOfBoundsException
                | DateTimeException
                | JacksonException e) {
            return null;
        }
    }

    private Envelope envelope() {
        return new Envelope(
                text(ID),
                text(TYPE),
                text(REVISION),
                text(AGGREGATE_TYPE),
                text(AGGREGATE_ID),
                number(SEQUENCE),
                time(TIME),
                metadata(),
                payload());
    }

    private Metadata metadata() {
        skip(METADATA);
        @Nullable String owner = null;
        if (follows(OWNER)) {
            owner = text(OWNER);
            skip(NEXT);
        }
        return new Metadata(
                owner,
                text(ACTOR),
                textIfThere(CLIENT),
                text(REQUEST),
                textIfThere(CAUSE),
                textIfThere(ADDRESS));
    }

    private ObjectNode payload() {
        skip(PAYLOAD_KEY);
        int end = json.length - 1;
        require(json[at] == '{' && json[end] == '}');
        return PAYLOAD.readValue(json, at, end - at);
    }

    private @Nullable String textIfThere(byte[] before) {
        return follows(before) ? text(before) : null;
    }

    private String text(byte[] before) {
        skip(before);
        int from = at;
        int end = plainUpTo(from);
        // Neither escaped, nor a control character, nor more than one byte.
        require(json[end] == '"');
        at = end + 1;
        return new String(json, from, end - from, ISO_8859_1);
    }

    /**
     * Where the first byte is that is no plain character of a string, eight at a time: a byte with
     * the highest bit set, below a space, a quote or a backslash.
     */
    private int plainUpTo(int from) {
        int end = from;
        while (true) {
            long eight = (long) EIGHT.get(json, end);
            long quotes = eight ^ EACH * '"';
            long backslashes = eight ^ EACH * '\\';
            // To take something from a byte borrows its highest bit where the byte is less.
            long found =
                    (eight
                                    | (eight - EACH * ' ')
                                    | ((quotes - EACH) & ~quotes)
                                    | ((backslashes - EACH) & ~backslashes))
                            & HIGHEST_BITS;
            if (found != 0) {
                return end + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            end += Long.BYTES;
        }
    }

    private long number(byte[] before) {
        skip(before);
        int from = at;
        long number = 0;
        while ('0' <= json[at] && json[at] <= '9') {
            number = 10 * number + json[at++] - '0';
        }
        int digits = at - from;
        require(digits == 1 || (digits > 1 && digits <= MOST_DIGITS && json[from] != '0'));
        return number;
    }

    private Instant time(byte[] before) {
        return Times.parse(text(before));
    }

    private boolean follows(byte[] expected) {
        int end = at + expected.length;
        return end <= json.length && Arrays.equals(json, at, end, expected, 0, expected.length);
    }

    private void skip(byte[] expected) {
        require(follows(expected));
        at += expected.length;
    }

    private static void require(boolean asWritten) {
        if (!asWritten) {
            throw new OtherFormException();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
