package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Writer} in a process of its own, over all its lives. For one thread. */
final class Node implements AutoCloseable {

    final String name;
    private final Path folder;
    private final String database;
    private final Duration off;
    private long seed;
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

    /** SIGSTOP, and SIGCONT after so long. */
    void pause(Duration duration) throws InterruptedException {
        signal("STOP");
        Thread.sleep(duration);
        signal("CONT");
    }

    /** Lets no file grow beyond so many bytes; the soft limit, so that it can be raised again. */
    void limitFiles(String bytes) {
        run("prlimit", "--pid", Long.toString(running().pid()), "--fsize=" + bytes + ":unlimited");
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

    /** How many of its commits were acknowledged so far. */
    long written() {
        if (process != null && !process.isAlive()) {
            throw new IllegalStateException(name + " ended by itself; its log is " + logFile());
        }
        return told().stream().filter(told -> told.kind() == Told.Kind.WRITTEN).count();
    }

    List<Told> told() {
        return Journal.lines(folder.resolve(name + ".told")).stream()
                .flatMap(line -> Told.parse(line).stream())
                .toList();
    }

    /** Position and event's id, line by line. */
    List<String> seen() {
        return Journal.lines(folder.resolve(name + ".seen"));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private Path logFile() {
        return folder.resolve(name + ".log");
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    private void signal(String signal) {
        run("kill", "-" + signal, Long.toString(running().pid()));
    }

    private static void run(String... command) {
        try {
            int status =
                    new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
