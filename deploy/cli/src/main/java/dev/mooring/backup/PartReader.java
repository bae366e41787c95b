package dev.mooring.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** Reads a part, having checked that its files are the ones that were written. For one thread. */
final class PartReader {

    /** MongoDB's largest document is of 16 MiB, with some room for what a server adds. */
    private static final int LARGEST = 17 << 20;

    private final Path folder;
    private final Manifest manifest;

    private PartReader(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Opens a part.
     *
     * @throws BackupException where it is not there, not whole, or another one
     */
    static PartReader open(Path folder, Part part) throws IOException {
        var file = folder.resolve(Manifest.NAME);
        Manifest manifest;
        try {
            manifest = Manifests.parse(Files.readAllBytes(file), file);
        } catch (NoSuchFileException e) {
            throw new BackupException(
                    "%s holds no %s part of a backup: there is no %s"
                            .formatted(folder, part.folder(), file),
                    e);
        }
        if (!manifest.part().equals(part.folder())) {
            throw new BackupException(
                    "%s holds the part %s, not %s"
                            .formatted(folder, manifest.part(), part.folder()));
        }
        return new PartReader(folder, manifest);
    }

    Manifest manifest() {
        return manifest;
    }

    /** Compares every file with its length and its SHA-256. */
    void verify() throws IOException {
        for (var entry : manifest.files()) {
            var file = folder.resolve(entry.name());
            if (Files.notExists(file)) {
                throw new BackupException("%s is missing from the backup".formatted(file));
            }
            try (var in = new DigestInputStream(Files.newInputStream(file), Digests.sha256())) {
                long bytes = in.transferTo(OutputStream.nullOutputStream());
                var hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
                if (bytes != entry.bytes() || !hash.equals(entry.sha256())) {
                    throw new BackupException(
                            "%s was altered since it was written: its SHA-256 is not the manifest's. Use another copy of the backup."
                                    .formatted(file));
                }
            }
        }
    }

    /** A file that is no collection, if the part has it. */
    Optional<Path> file(String name) {
        return manifest.files().stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> folder.resolve(name))
                .findFirst();
    }

    /** Uses the documents of a collection, in the order in which they were written. */
    <T> T documents(String collection, Use<T> use) throws IOException {
        try (var in = new BufferedInputStream(open(collection), 1 << 16)) {
            return use.of(new Documents(in));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @FunctionalInterface
    interface Use<T> {
        T of(Iterator<RawBsonDocument> documents) throws IOException;
    }

    private InputStream open(String collection) throws IOException {
        return Files.newInputStream(folder.resolve(collection + ".bson"));
    }

    /** BSON documents one after the other: each begins with its length. */
    private static final class Documents implements Iterator<RawBsonDocument> {

        private final BufferedInputStream in;

        Documents(BufferedInputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            try {
                in.mark(1);
                int first = in.read();
                in.reset();
                return first >= 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RawBsonDocument next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                var head = in.readNBytes(Integer.BYTES);
                int length =
                        head.length < Integer.BYTES
                                ? 0
                                : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
                if (length <= Integer.BYTES || length > LARGEST) {
                    throw new IOException("not a BSON document");
                }
                var bytes = Arrays.copyOf(head, length);
                int rest = in.readNBytes(bytes, Integer.BYTES, length - Integer.BYTES);
                if (rest < length - Integer.BYTES) {
                    throw new EOFException("a BSON document that is cut off");
                }
                return new RawBsonDocument(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
