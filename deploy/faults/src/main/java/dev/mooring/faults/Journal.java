package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lines that outlive their process. What was half written when the process before died is cut off.
 * Thread-safe.
 */
final class Journal {

    private final FileChannel file;

    private Journal(FileChannel file) {
        this.file = file;
    }

    static Journal open(Path path) {
        try {
            var file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            file.truncate(text(path, 0).length());
            file.position(file.size());
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of a file from a byte on, nothing where there is no file. */
    static String text(Path path, long from) {
        if (!Files.exists(path)) {
            return "";
        }
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - from));
            while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
            var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String line) {
        write(line, false);
    }

    /** Returns once it is on disk. */
    void writeDurably(String line) {
        write(line, true);
    }

    private synchronized void write(String line, boolean durably) {
        try {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (durably) {
                file.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
