package dev.mooring.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of our own on a loopback port, its data in a temporary folder. */
final class Postgres implements AutoCloseable {

    static final String SET_UP =
            "`shared_buffers` 256 MB, `max_wal_size` 4 GB, else as `initdb` leaves it: `fsync`,"
                    + " `synchronous_commit` and `full_page_writes` on";

    /** PostgreSQL does not run as root; the package made this one. */
    private static final String USER = "postgres";

    /** The server ends with this JVM, however that ends: its end closes the pipe. */
    private static final String DIE_WITH_PARENT =
            "exec 3<&0 </dev/null; (cat <&3 >/dev/null; kill -INT $$ 2>/dev/null) & exec \"$@\" 3<&-";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Path folder;
    private final Path log;
    private final Path binaries;
    private final int port;
    private final Process process;

    private Postgres(Path folder, Path log, Path binaries, int port, Process process) {
        this.folder = folder;
        this.log = log;
        this.binaries = binaries;
        this.port = port;
        this.process = process;
    }

    /**
     * @throws IllegalStateException where there is none on this machine
     */
    static Postgres start() throws Exception {
        var binaries = binaries();
        var folder = Files.createTempDirectory("mooring-postgres");
        giveAway(folder);
        var data = folder.resolve("data").toString();
        run(
                asUser(
                        binaries.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C"));
        int port = freePort();
        var command = new ArrayList<>(List.of("/bin/sh", "-c", DIE_WITH_PARENT, "postgres"));
        command.addAll(
                asUser(
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=256MB",
                        "-c",
                        "max_wal_size=4GB",
                        "-c",
                        "max_connections=200"));
        var log = Files.createTempFile("mooring-postgres", ".log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var postgres = new Postgres(folder, log, binaries, port, process);
        postgres.awaitAnswer();
        return postgres;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, USER);
    }

    int port() {
        return port;
    }

    /** A program of the same installation. */
    String program(String name) {
        return binaries.resolve(name).toString();
    }

    String version() {
        return "PostgreSQL " + ask("SHOW server_version").replaceAll(" .*", "");
    }

    /** The first column of the first row. */
    String ask(String query) {
        try (var connection = DriverManager.getConnection(jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl());
                var executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
        Files.delete(log);
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try (var connection = DriverManager.getConnection(jdbcUrl())) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start; its log is " + log, e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Where the newest version that is installed has its programs, as Debian lays them out. */
    private static Path binaries() throws IOException {
        var root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (var versions = Files.list(root)) {
                var newest =
                        versions.map(version -> version.resolve("bin"))
                                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                                .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new IllegalStateException(
                "there is no PostgreSQL to compare with: apt-get install postgresql");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asUser(String... command) {
        var all = new ArrayList<String>();
        if (isRoot()) {
            all.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=" + USER,
                            "--regid=" + USER,
                            "--clear-groups",
                            "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void giveAway(Path folder) throws IOException {
        if (isRoot()) {
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(folder, users.lookupPrincipalByName(USER));
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(command + " failed: " + said);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
