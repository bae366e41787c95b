package dev.mooring.eventlog.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Remembers, in a file of sixteen bytes beside the database, which version of it was last on disk.
 * A database file that was cut off or replaced by an older copy is a good file in itself: it ends
 * earlier, as after a crash. Only this tells that something acknowledged is missing.
 *
 * <p>Written after each sync and itself not synced: it may be behind after a power failure, never
 * ahead. Thread-safe.
 */
final class DurableMark {

    static final String NAME = "mooring.durable";

    private static final int BYTES = 2 * Long.BYTES;

    /** Tells a mark from what a disk may leave in its place. */
    private static final long CHECK = 0x6d6f6f72696e6731L;

    private final Path path;
    private final FileChannel channel;

    private DurableMark(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DurableMark open(Path folder) {
        Path path = folder.resolve(NAME);
        try {
            return new DurableMark(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** The version that is on disk at least; 0 where none is known. */
    synchronized long version() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        try {
            if (channel.read(bytes, 0) < BYTES) {
                return 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long version = bytes.getLong(0);
        return bytes.getLong(Long.BYTES) == (version ^ CHECK) ? version : 0;
    }

    /** Notes a version that is on disk. */
    synchronized void set(long version) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(version).putLong(version ^ CHECK).flip();
        try {
            channel.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
