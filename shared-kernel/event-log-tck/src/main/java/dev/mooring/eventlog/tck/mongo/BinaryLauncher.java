package dev.mooring.eventlog.tck.mongo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Starts {@code mongod} from a binary, each member in a folder of its own. */
final class BinaryLauncher implements MemberLauncher {

    private static final AtomicInteger MEMBERS = new AtomicInteger();

    private final Path binary;
    private final Path root;

    BinaryLauncher(Path binary) {
        this.binary = binary;
        this.root = buildFolder().resolve("mongod").toAbsolutePath();
        deleteWhatDeadBuildsLeft();
    }

    /**
     * The binary that {@code MOORING_MONGOD} names, or else the one on the path.
     *
     * @throws IllegalStateException when {@code MOORING_MONGOD} names no executable file
     */
    static Optional<Path> find(Map<String, String> environment) {
        String named = environment.get("MOORING_MONGOD");
        if (named != null && !named.isBlank()) {
            Path binary = Path.of(named);
            if (!Files.isExecutable(binary)) {
                throw new IllegalStateException(
                        "MOORING_MONGOD names no executable file: " + binary);
            }
            return Optional.of(binary);
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public MongoMember launch(int port, List<String> options) {
        String name = ProcessHandle.current().pid() + "-" + MEMBERS.incrementAndGet();
        MongoMember member = new ProcessMember(binary, root.resolve(name), port, options);
        member.start();
        return member;
    }

    @Override
    public String description() {
        return "mongod " + binary;
    }

    private static Path buildFolder() {
        Path target = Path.of("target");
        return Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** A data folder is 300 MB, and a build that was killed could not delete its own. */
    private void deleteWhatDeadBuildsLeft() {
        try {
            Files.createDirectories(root);
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(BinaryLauncher::isOfADeadBuild).forEach(ProcessMember::deleteTree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfADeadBuild(Path folder) {
        String pid = folder.getFileName().toString().split("-", 2)[0];
        return pid.chars().allMatch(Character::isDigit)
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }
}
