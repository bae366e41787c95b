package dev.mooring.eventlog.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system that is the ordinary one until it is told to be full, or to fail at syncing, and
 * that keeps count. There is one for all tests of this JVM, which run one after another.
 */
public final class FaultyDisk extends FilePathWrapper {

    static final String PREFIX = "faulty:";

    /** What the store did, in its order: {@code write}, {@code force}. */
    static final List<String> DONE = new CopyOnWriteArrayList<>();

    static final AtomicInteger FAILED_WRITES = new AtomicInteger();

    private static volatile boolean full;
    private static volatile boolean failingAtSync;

    static void install() {
        FilePath.register(new FaultyDisk());
        full = false;
        failingAtSync = false;
        DONE.clear();
        FAILED_WRITES.set(0);
    }

    static void isFull(boolean now) {
        full = now;
    }

    static void failsAtSync(boolean now) {
        failingAtSync = now;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Faulty(getBase().open(mode));
    }

    private static final class Faulty extends FileBase {

        private final FileChannel file;

        Faulty(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (full && position + source.remaining() > file.size()) {
                FAILED_WRITES.incrementAndGet();
                // As a disk does it: what still fits is written.
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                file.write(half, position);
                throw new IOException("No space left on device");
            }
            DONE.add("write");
            return file.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (failingAtSync) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
            DONE.add("force");
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return file.write(source);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long to) throws IOException {
            file.position(to);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
