package dev.mooring.eventlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ledger of what must not come back with a restore: a text file that only grows and that only
 * its owner may read, {@link LedgerLine} by line. One process writes it at a time. For one thread.
 */
public final class LedgerFile implements AutoCloseable {

    private final FileChannel channel;
    private final Contents before;

    private LedgerFile(FileChannel channel, Contents before) {
        this.channel = channel;
        this.before = before;
    }

    /**
     * What a ledger holds.
     *
     * @param damaged numbers, from 1, of lines that are not what was written
     * @param torn whether a line was begun at its end and not finished
     */
    public record Contents(List<LedgerLine> lines, List<Integer> damaged, boolean torn) {

        public Contents {
            lines = List.copyOf(lines);
            damaged = List.copyOf(damaged);
        }

        /** How far the log was read; empty too where a line is lost, so that all is read again. */
        public Optional<LedgerLine> last() {
            return lines.isEmpty() || !damaged.isEmpty()
                    ? Optional.empty()
                    : Optional.of(lines.getLast());
        }
    }

    /**
     * Opens a ledger to write on, or begins one. A torn end is cut off: it was never relied upon.
     *
     * @throws IOException also where another process writes it
     */
    public static LedgerFile open(Path file) throws IOException {
        var absolute = file.toAbsolutePath().normalize();
        var folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("%s is no file for a ledger".formatted(file));
        }
        Files.createDirectories(folder);
        var channel =
                FileChannel.open(absolute, EnumSet.of(CREATE, READ, WRITE), ownerOnly(folder));
        try {
            lock(channel, file);
            var bytes = Files.readAllBytes(absolute);
            int whole = end(bytes);
            if (whole < bytes.length) {
                channel.truncate(whole);
            }
            channel.position(whole);
            channel.force(true);
            sync(folder);
            return new LedgerFile(channel, parse(bytes));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads a ledger that may be written on meanwhile. */
    public static Contents read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /** What was in it when it was opened. */
    public Contents before() {
        return before;
    }

    /** Adds lines; they are on disk when it returns. After a failure, open it anew. */
    public void append(List<LedgerLine> lines) throws IOException {
        var text = lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Contents parse(byte[] bytes) {
        int whole = end(bytes);
        var lines = new ArrayList<LedgerLine>();
        var damaged = new ArrayList<Integer>();
        int number = 0;
        for (var text : new String(bytes, 0, whole, UTF_8).lines().toList()) {
            number++;
            var line = LedgerLine.parse(text);
            if (line.isPresent()) {
                lines.add(line.get());
            } else {
                damaged.add(number);
            }
        }
        return new Contents(lines, damaged, whole < bytes.length);
    }

    /** Behind the last line that was finished. */
    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Said below.
        }
        throw new IOException("another server keeps %s".formatted(file));
    }

    /** A name in a folder is durable only once the folder is. */
    private static void sync(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, READ)) {
            opened.force(true);
        }
    }

    /** What a file system that knows no owners cannot keep is not asked of it. */
    private static FileAttribute<?>[] ownerOnly(Path where) throws IOException {
        return Files.getFileStore(where).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
