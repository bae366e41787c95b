package dev.mooring.eventlog.tck.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code mongod} started from a binary, handled by process id. */
final class ProcessMember implements MongoMember {

    /**
     * The shell becomes {@code mongod} (so its process id is the one we signal) and leaves behind a
     * watcher that reads a pipe from this JVM. When the JVM goes, however it goes, the pipe closes
     * and the watcher kills {@code mongod}: a killed build leaves no server behind. That a file may
     * not grow is to be an error as on a full disk, not a signal.
     */
    private static final String DIE_WITH_PARENT =
            "trap '' XFSZ; exec 3<&0 </dev/null; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec \"$@\" 3<&-";

    private final Path folder;
    private final List<String> command;
    private final String address;
    private @Nullable Process process;

    ProcessMember(Path binary, Path folder, int port, List<String> options) {
        this.folder = folder;
        this.address = "127.0.0.1:" + port;
        this.command = new ArrayList<>(List.of("/bin/sh", "-c", DIE_WITH_PARENT, "mongod"));
        command.add(binary.toString());
        command.addAll(List.of("--dbpath", data().toString()));
        command.addAll(Mongods.options(port));
        command.addAll(options);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Path data() {
        return folder.resolve("db");
    }

    @Override
    public long pid() {
        return running().pid();
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        Path log = folder.resolve("mongod.log");
        try {
            Files.createDirectories(data());
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = process.onExit().thenAccept(ProcessMember::releaseWatcher);
        awaitAnswer(process, log);
    }

    @Override
    public void kill() {
        signalAndAwaitExit("KILL");
    }

    @Override
    public void stop() {
        signalAndAwaitExit("TERM");
    }

    @Override
    public void pause() {
        signal("STOP");
    }

    @Override
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
        deleteTree(folder);
    }

    private void awaitAnswer(Process started, Path log) {
        try {
            Mongods.awaitHello(address, started::isAlive);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("mongod did not start; its log is " + log, e);
        }
    }

    private void signalAndAwaitExit(String signal) {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        signal(signal);
        running.onExit().join();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("mongod on " + address + " is not running");
        }
        return running;
    }

    private static void releaseWatcher(Process ended) {
        try {
            ended.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
