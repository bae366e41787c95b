package dev.mooring.backup;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.bson.RawBsonDocument;

/**
 * Writes a part: under a name of its own beside the folder, which becomes the folder once all of it
 * is on disk. Only its owner may read it. For one thread.
 */
final class PartWriter {

    private final Path folder;
    private final Path parent;
    private final Path partial;
    private final List<Manifest.Entry> files = new ArrayList<>();

    private PartWriter(Path folder, Path parent, Path partial) {
        this.folder = folder;
        this.parent = parent;
        this.partial = partial;
    }

    /**
     * Begins a part.
     *
     * @throws BackupException where something is in the folder's place
     */
    static PartWriter begin(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new BackupException(
                    "%s exists already; name a folder that does not, nothing is overwritten"
                            .formatted(folder));
        }
        var absolute = folder.toAbsolutePath().normalize();
        var parent = absolute.getParent();
        if (parent == null) {
            throw new BackupException("%s is no folder for a backup".formatted(folder));
        }
        var partial = parent.resolve(absolute.getFileName() + ".partial");
        Trees.delete(partial);
        Files.createDirectories(parent);
        Files.createDirectory(partial, ownerOnly(parent, "rwx------"));
        return new PartWriter(absolute, parent, partial);
    }

    /** Where documents go, one after the other, as they are. */
    interface Documents {
        void write(RawBsonDocument document) throws IOException;
    }

    /** Fills a file with documents. */
    @FunctionalInterface
    interface Filling {
        void into(Documents documents) throws IOException;
    }

    /** Writes {@code <collection>.bson}. */
    void collection(String collection, Filling filling) throws IOException {
        var count = new long[1];
        file(
                collection + ".bson",
                out ->
                        filling.into(document -> {
                            var bytes = document.getByteBuffer();
                            out.write(bytes.array(), bytes.position(), bytes.remaining());
                            count[0]++;
                        }),
                count);
    }

    /** Writes a copy of a file. */
    void copy(String name, Path source) throws IOException {
        file(name, out -> Files.copy(source, out), new long[1]);
    }

    List<Manifest.Entry> files() {
        return List.copyOf(files);
    }

    /** Ends the part: from now on it is there. */
    void finish(Manifest manifest) throws IOException {
        file(Manifest.NAME, out -> out.write(Manifests.toBytes(manifest)), new long[1]);
        sync(partial);
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        sync(parent);
    }

    @FunctionalInterface
    private interface Bytes {
        void into(OutputStream out) throws IOException;
    }

    private void file(String name, Bytes bytes, long[] documents) throws IOException {
        var path = partial.resolve(name);
        try (var channel =
                FileChannel.open(
                        path, EnumSet.of(CREATE_NEW, WRITE), ownerOnly(partial, "rw-------"))) {
            var digest = Digests.sha256();
            var out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            var buffered = new BufferedOutputStream(out, 1 << 16);
            bytes.into(buffered);
            buffered.flush();
            channel.force(true);
            files.add(new Manifest.Entry(name, documents[0], channel.size(), hex(digest)));
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    /** What a file system that knows no owners cannot keep is not asked of it. */
    private static FileAttribute<?>[] ownerOnly(Path where, String permissions) throws IOException {
        return Files.getFileStore(where).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
