package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
            var text = Files.readString(path);
            file.truncate(text.lastIndexOf('\n') + 1L);
            file.position(file.size());
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of a file, none where there is no file. */
    static List<String> lines(Path path) {
        try {
            if (!Files.exists(path)) {
                return List.of();
            }
            var text = Files.readString(path);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
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
