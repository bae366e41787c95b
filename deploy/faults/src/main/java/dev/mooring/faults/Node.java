package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Writer} in a process of its own, over all its lives. For one thread. */
final class Node implements AutoCloseable {

    final String name;
    private final Path folder;
    private final String database;
    private final Duration off;
    private long seed;

    /** How often its callers were told what, up to where their journal was read. */
    private final Map<Told.Kind, Long> tally = new EnumMap<>(Told.Kind.class);

    private long counted;
    private @Nullable Process process;

    Node(String name, Path folder, String database, Duration off, long seed) {
        this.name = name;
        this.folder = folder;
        this.database = database;
        this.off = off;
        this.seed = seed;
    }

    void start() {
        seed++;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        name,
                        folder.toString(),
                        database,
                        off.toString(),
                        Long.toString(seed)));
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve(name + ".log").toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    /** SIGSTOP: everything stays open and nothing moves. */
    void pause() {
        Commands.run("kill", "-STOP", pid());
    }

    /** SIGCONT: it goes on, believing that no time has passed. */
    void resume() {
        Commands.run("kill", "-CONT", pid());
    }

    /** Lets no file grow beyond so many bytes; the soft limit, so that it can be raised again. */
    void limitFiles(String bytes) {
        Commands.run("prlimit", "--pid", pid(), "--fsize=" + bytes + ":unlimited");
    }

    void tell(String line) {
        try {
            var out = running().outputWriter(StandardCharsets.US_ASCII);
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often its callers were told so until now. */
    long told(Told.Kind kind) {
        if (process != null && !process.isAlive()) {
            throw new IllegalStateException(name + " ended by itself; its log is " + logFile());
        }
        var news = Journal.text(toldFile(), counted);
        counted += news.length();
        news.lines()
                .flatMap(line -> Told.parse(line).stream())
                .forEach(told -> tally.merge(told.kind(), 1L, Long::sum));
        return tally.getOrDefault(kind, 0L);
    }

    /**
     * What this life of it calls itself where nodes deal with each other begins so; the rest is
     * random.
     */
    boolean isCalled(String longName) {
        return longName.startsWith(name + "-" + pid() + "-");
    }

    List<Told> told() {
        return Journal.text(toldFile(), 0)
                .lines()
                .flatMap(line -> Told.parse(line).stream())
                .toList();
    }

    /** Position and event's id, line by line. */
    List<String> seen() {
        return Journal.text(seenFile(), 0).lines().toList();
    }

    /** Grows with what it sees. */
    long bytesSeen() {
        return seenFile().toFile().length();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private Path toldFile() {
        return folder.resolve(name + ".told");
    }

    private Path seenFile() {
        return folder.resolve(name + ".seen");
    }

    private Path logFile() {
        return folder.resolve(name + ".log");
    }

    private String pid() {
        return Long.toString(running().pid());
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    static void delete(Path folder) {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
