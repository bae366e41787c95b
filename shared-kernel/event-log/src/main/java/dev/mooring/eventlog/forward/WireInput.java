package dev.mooring.eventlog.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.eventlog.format.EventBytes;
import dev.mooring.eventlog.format.SealedCommit;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Reads what {@link WireOutput} wrote. Throws {@link IllegalArgumentException} for anything else.
 */
final class WireInput {

    private final ByteBuffer buffer;

    WireInput(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
        int version = count();
        if (version != WireOutput.VERSION) {
            throw new IllegalArgumentException("unknown version " + version);
        }
    }

    /**
     * Never more than there are bytes left, so that no length can ask for more memory than came.
     */
    int count() {
        int count = whole(buffer::getInt);
        if (count < 0 || count > buffer.capacity()) {
            throw new IllegalArgumentException("no such count: " + count);
        }
        return count;
    }

    long number() {
        return whole(buffer::getLong);
    }

    String text() {
        return new String(bytes(), UTF_8);
    }

    byte[] bytes() {
        int length = count();
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("cut short");
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    SealedCommit commit() {
        var workspace = text();
        var id = text();
        var keys = new ArrayList<String>();
        for (int left = count(); left > 0; left--) {
            keys.add(text());
        }
        var events = new ArrayList<EventBytes>();
        for (int left = count(); left > 0; left--) {
            events.add(EventBytes.of(bytes()));
        }
        return SealedCommit.checked(workspace, id, keys, events);
    }

    void end() {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException("more than expected");
        }
    }

    private static <T> T whole(Supplier<T> read) {
        try {
            return read.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("cut short", e);
        }
    }
}
