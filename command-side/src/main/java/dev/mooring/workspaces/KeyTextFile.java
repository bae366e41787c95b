package dev.mooring.workspaces;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mooring.api.access.ApiKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A file that holds one API key in plain, and that its owner alone may read (0600). */
record KeyTextFile(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int LARGEST = 1024;

    KeyTextFile {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * The key, or empty where there is no file, or none with a key in it.
     *
     * @throws ExposedKeyException where others may read the file
     */
    Optional<ApiKey> read() {
        try {
            if (Files.notExists(path) || Files.size(path) > LARGEST) {
                return Optional.empty();
            }
            var permissions = Files.getPosixFilePermissions(path);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new ExposedKeyException(
                        "The administrator's key in %s is open to others (%s): run `chmod 600` on the file, or delete it if they may have read it."
                                .formatted(path, PosixFilePermissions.toString(permissions)));
            }
            return ApiKey.parse(Files.readString(path, US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a key in the file's place, durably and whole. */
    void write(ApiKey key) {
        var beside = path.resolveSibling(path.getFileName() + "." + key.id());
        try {
            Files.createDirectories(folder());
            try (var channel =
                    FileChannel.open(
                            beside,
                            EnumSet.of(CREATE_NEW, WRITE),
                            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
                var bytes = ByteBuffer.wrap((key.text() + "\n").getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
            try (var channel = FileChannel.open(folder(), READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " is no file in a folder");
        }
        return parent;
    }
}
