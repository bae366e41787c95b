package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How much room is left on the disk. Writes are refused while there is still enough for those under
 * way, so that reads go on; a disk that fills within a moment all the same stops the database, and
 * {@link EmbeddedMongo} opens it again. Thread-safe.
 */
final class Room {

    /** MongoDB's code for it. */
    static final int OUT_OF_DISK_SPACE = 14031;

    /** Several times the largest commit. */
    private static final long RESERVED_BYTES = 32L << 20;

    private static final long GLANCE_NANOS = 50_000_000;

    private final LongSupplier usableBytes;
    private volatile Glance last = new Glance(System.nanoTime() - GLANCE_NANOS, false);

    Room(LongSupplier usableBytes) {
        this.usableBytes = usableBytes;
    }

    /** What the disk told, and when. */
    private record Glance(long at, boolean low) {}

    /**
     * @param folder which may be yet to be made
     */
    static Room on(Path folder) {
        return new Room(() -> {
            try {
                FileStore disk = Files.getFileStore(folder);
                return disk.getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    boolean isLow() {
        Glance glance = last;
        if (System.nanoTime() - glance.at() >= GLANCE_NANOS) {
            glance = new Glance(System.nanoTime(), usableBytes.getAsLong() < RESERVED_BYTES);
            last = glance;
        }
        return glance.low();
    }

    /**
     * Lets a write go on.
     *
     * @throws MongoServerError as MongoDB refuses it, where there is not enough room
     */
    void require() {
        if (isLow()) {
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE,
                    "OutOfDiskSpace",
                    "the disk of the embedded database is full; nothing was written");
        }
    }
}
