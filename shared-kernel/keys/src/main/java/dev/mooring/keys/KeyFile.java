package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key-encryption key in a file that only its owner may touch, one line of base64, made at the
 * first start of an installation.
 *
 * <p>A key is first written beside the file under a name that carries its id, and takes the file's
 * place after the database has named it. A node killed in between finds its key there at its next
 * start, and so does a second node that shares the folder.
 */
public final class KeyFile implements KeySource {

    private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String CANDIDATE = ".candidate-";
    private static final int LARGEST = 1024;

    private final Path file;
    private final RandomSource random;

    public KeyFile(Path file) {
        this(file, RandomSource.secure());
    }

    KeyFile(Path file, RandomSource random) {
        this.file = file.toAbsolutePath().normalize();
        this.random = random;
    }

    @Override
    public Optional<KeyEncryptionKey> find(Optional<String> expectedId) {
        try {
            if (Files.notExists(file) && expectedId.filter(LocalKey::isId).isPresent()) {
                adopt(candidate(expectedId.get()));
            }
            return Files.exists(file) ? Optional.of(read()) : Optional.empty();
        } catch (IOException e) {
            throw new KeysUnavailableException("the key file %s cannot be read".formatted(file), e);
        }
    }

    @Override
    public Optional<Candidate> generate() {
        var bytes = random.bytes(LocalKey.BYTES);
        var key = new LocalKey(bytes);
        try {
            var folder = folder();
            if (!Files.getFileStore(existing(folder)).supportsFileAttributeView("posix")) {
                throw new KeysUnavailableException(
                        "%s lies on a file system that cannot keep a key from other users: give the key by mooring.keys.kek instead."
                                .formatted(file));
            }
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            write(candidate(key.id()), LocalKey.encode(bytes) + "\n");
        } catch (IOException e) {
            throw new KeysUnavailableException("the key file %s cannot be made".formatted(file), e);
        }
        return Optional.of(new FileCandidate(key));
    }

    @Override
    public String howToProvide() {
        return "put a copy of the key file from another node or from your backup at %s (mooring.keys.file), readable by its owner only, or give the key by mooring.keys.kek (environment MOORING_KEYS_KEK)"
                .formatted(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private LocalKey read() throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new KeysUnavailableException(
                    "the key file %s is open to others (%s): run `chmod 600 %s`, and if others could read it, treat the key as known to them."
                            .formatted(file, PosixFilePermissions.toString(permissions), file));
        }
        var text = Files.size(file) <= LARGEST ? Files.readString(file, US_ASCII) : "";
        return LocalKey.parse(text)
                .orElseThrow(() ->
                        new KeysUnavailableException(
                                "the key file %s holds no key (one line, 32 bytes in base64): put your backup of it in its place."
                                        .formatted(file)));
    }

    private void write(Path path, String text) throws IOException {
        try (var channel =
                FileChannel.open(
                        path,
                        EnumSet.of(CREATE_NEW, WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            var bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        syncFolder();
    }

    /** Moves a candidate into the file's place; another node of this folder may have done so. */
    private void adopt(Path candidate) throws IOException {
        try {
            Files.move(candidate, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            return;
        }
        deleteCandidates();
        syncFolder();
        log.warn(
                """
                BACK UP THE KEY FILE {} NOW, apart from the database. \
                Without it no stored credential and no name in any backup can ever be read again. \
                Every further node needs a copy of it.\
                """,
                file);
    }

    /** Nodes that died before the database named their key left these, and nothing uses them. */
    private void deleteCandidates() throws IOException {
        var name = file.getFileName() + CANDIDATE;
        try (var candidates =
                Files.newDirectoryStream(
                        folder(), path -> path.getFileName().toString().startsWith(name))) {
            for (var candidate : candidates) {
                Files.deleteIfExists(candidate);
            }
        }
    }

    /** A name in a folder is durable only once the folder is. */
    private void syncFolder() throws IOException {
        try (var channel = FileChannel.open(folder(), READ)) {
            channel.force(true);
        }
    }

    private Path candidate(String id) {
        return file.resolveSibling(file.getFileName() + CANDIDATE + id);
    }

    private Path folder() {
        var parent = file.getParent();
        if (parent == null) {
            throw new KeysUnavailableException(
                    "mooring.keys.file names a folder, not a file: %s".formatted(file));
        }
        return parent;
    }

    private static Path existing(Path folder) {
        var at = folder;
        while (Files.notExists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private final class FileCandidate implements Candidate {

        private final LocalKey key;

        FileCandidate(LocalKey key) {
            this.key = key;
        }

        @Override
        public KeyEncryptionKey key() {
            return key;
        }

        @Override
        public void keep() {
            try {
                adopt(candidate(key.id()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void discard() {
            try {
                Files.deleteIfExists(candidate(key.id()));
            } catch (IOException e) {
                log.warn("a key that nothing uses is left beside {}", file, e);
            }
        }
    }
}
