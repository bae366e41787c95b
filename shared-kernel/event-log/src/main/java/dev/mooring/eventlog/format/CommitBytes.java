package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a commit straight from the bytes of its document, in the one form in which {@link
 * CommitDocumentCodec} writes it: a reader that takes fields as they come and looks up their names
 * takes several times as long, and whole logs are read this way. What is in another form may be a
 * commit all the same; this does not decide it.
 */
final class CommitBytes {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] ID = header(BsonType.INT64, "_id");
    private static final byte[] VERSION = header(BsonType.INT32, "v");
    private static final byte[] WORKSPACE = header(BsonType.STRING, "w");
    private static final byte[] FIRST = header(BsonType.INT64, "first");
    private static final byte[] COUNT = header(BsonType.INT32, "n");
    private static final byte[] COMMAND = header(BsonType.STRING, "c");
    private static final byte[] KEYS = header(BsonType.ARRAY, "k");
    private static final byte[] AT = header(BsonType.DATE_TIME, "at");
    private static final byte[] PREVIOUS = header(BsonType.BINARY, "prev");
    private static final byte[] HASH = header(BsonType.BINARY, "hash");
    private static final byte[] EVENTS = header(BsonType.ARRAY, "e");

    private final byte[] bson;
    private int at;

    private CommitBytes(byte[] bson, int from) {
        this.bson = bson;
        this.at = from;
    }

    /**
     * Reads the document at an index of an array.
     *
     * @return null where it is in another form
     */
    static @Nullable CommitDocument read(byte[] bson, int from, int length) {
        try {
            var bytes = new CommitBytes(bson, from);
            require(bytes.readInt() == length);
            var commit = bytes.commit();
            require(bytes.at == from + length);
            return commit;
        } catch (OtherFormException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private CommitDocument commit() {
        field(ID);
        long number = readLong();
        field(VERSION);
        require(readInt() == CommitDocument.VERSION);
        field(WORKSPACE);
        var workspace = readString();
        field(FIRST);
        long first = readLong();
        field(COUNT);
        int count = readInt();
        field(COMMAND);
        var command = readString();
        field(KEYS);
        var keys = keys();
        field(AT);
        var time = Instant.ofEpochMilli(readLong());
        field(PREVIOUS);
        var previous = hash();
        field(HASH);
        var hash = hash();
        field(EVENTS);
        var events = events();
        require(bson[at++] == 0);
        require(events.size() == count && keys.size() >= count);
        return new CommitDocument(
                number,
                first,
                time,
                previous,
                hash,
                new SealedCommit(workspace, command, keys, events));
    }

    private List<String> keys() {
        var keys = new ArrayList<String>(2);
        int end = at + readInt();
        while (element(BsonType.STRING)) {
            keys.add(readString());
        }
        require(at == end);
        return keys;
    }

    private List<EventBytes> events() {
        var events = new ArrayList<EventBytes>(1);
        int end = at + readInt();
        while (element(BsonType.BINARY)) {
            events.add(new EventBytes(readBinary()));
        }
        require(at == end);
        return events;
    }

    private Hash hash() {
        var bytes = readBinary();
        require(bytes.length == Hash.SIZE);
        return Hash.taking(bytes);
    }

    private void field(byte[] header) {
        require(Arrays.equals(bson, at, at + header.length, header, 0, header.length));
        at += header.length;
    }

    /** Whether an array goes on, up to its element's value. */
    private boolean element(BsonType type) {
        int kind = bson[at++];
        if (kind == 0) {
            return false;
        }
        require(kind == type.getValue());
        while (bson[at++] != 0) {
            // Its index, which every writer counts alike.
        }
        return true;
    }

    private int readInt() {
        int value = (int) INT.get(bson, at);
        at += Integer.BYTES;
        return value;
    }

    private long readLong() {
        long value = (long) LONG.get(bson, at);
        at += Long.BYTES;
        return value;
    }

    private String readString() {
        int length = readInt();
        Objects.checkFromIndexSize(at, length, bson.length);
        require(length > 0 && bson[at + length - 1] == 0);
        var text = new String(bson, at, length - 1, UTF_8);
        at += length;
        return text;
    }

    private byte[] readBinary() {
        int length = readInt();
        require(bson[at++] == 0);
        Objects.checkFromIndexSize(at, length, bson.length);
        var bytes = Arrays.copyOfRange(bson, at, at + length);
        at += length;
        return bytes;
    }

    private static void require(boolean asWritten) {
        if (!asWritten) {
            throw new OtherFormException();
        }
    }

    private static byte[] header(BsonType type, String name) {
        return ((char) type.getValue() + name + '\0').getBytes(US_ASCII);
    }
}
