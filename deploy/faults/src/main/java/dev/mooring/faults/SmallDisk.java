package dev.mooring.faults;

import com.mongodb.client.MongoClients;
import dev.mooring.eventlog.tck.mongo.MongoMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bson.Document;

/**
 * A disk under the data of one member of a replica set, to be filled to the last byte. Where
 * nothing may be mounted, the system refuses to write to any file of its process instead.
 *
 * <p>The member is started anew on it. Closing kills the member and leaves it without data.
 */
final class SmallDisk implements AutoCloseable {

    /** For what is written until it is filled; a member begins with 300 MiB of its own. */
    private static final String SIZE = "512m";

    private static final int CHUNK = 1 << 16;

    private final MongoMember member;
    private final boolean mounted;

    private SmallDisk(MongoMember member, boolean mounted) {
        this.member = member;
        this.mounted = mounted;
    }

    static SmallDisk under(MongoMember member) {
        member.kill();
        var data = member.data();
        var aside = data.resolveSibling("aside");
        try {
            Files.move(data, aside);
            Files.createDirectory(data);
            boolean mounted =
                    Commands.status(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=" + SIZE,
                                    "tmpfs",
                                    path(data))
                            == 0;
            Commands.run("cp", "-a", aside + "/.", path(data));
            Node.delete(aside);
            member.start();
            return new SmallDisk(member, mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For people: what stands for a full disk here. */
    String description() {
        return mounted ? "tmpfs without room" : "no room by prlimit --fsize";
    }

    /** Leaves not a byte, and has the database want some at once, not only a minute later. */
    void fill() {
        if (mounted) {
            writeUntilThereIsNoRoom();
        } else {
            Commands.run("prlimit", "--pid", Long.toString(member.pid()), "--fsize=0:unlimited");
        }
    }

    /** Makes room again, where the member still runs; a new process of it has room anyway. */
    void empty() {
        try {
            if (mounted) {
                Files.deleteIfExists(ballast());
            } else if (member.isRunning()) {
                Commands.run("prlimit", "--pid", Long.toString(member.pid()), "--fsize=unlimited");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the member write what it holds in memory every second instead of every minute. */
    void writeOften() {
        var uri = "mongodb://" + member.address() + "/?directConnection=true";
        try (var client = MongoClients.create(uri)) {
            client.getDatabase("admin")
                    .runCommand(new Document("setParameter", 1).append("syncdelay", 1));
        }
    }

    @Override
    public void close() {
        member.kill();
        if (mounted) {
            Commands.run("umount", path(member.data()));
        }
    }

    private void writeUntilThereIsNoRoom() {
        try (var file =
                FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = CHUNK; size > 0; size /= 2) {
                writeAll(file, size);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeAll(FileChannel file, int size) {
        try {
            while (true) {
                var _ = file.write(ByteBuffer.allocate(size));
            }
        } catch (IOException e) {
            // There is no room for so much.
        }
    }

    private Path ballast() {
        return member.data().resolve("ballast");
    }

    private static String path(Path path) {
        return path.toString();
    }
}
