package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.h2.mvstore.MVStore;

/**
 * A MongoDB server in this process, on a loopback port of its own, with its data in one folder.
 *
 * <p>Thread-safe. The folder belongs to one open server at a time.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private final MongoServer server;
    private final String connectionString;

    private EmbeddedMongo(MongoServer server) {
        this.server = server;
        this.connectionString = server.bindAndGetConnectionString();
    }

    /** Opens or creates the database in {@code folder}. */
    public static EmbeddedMongo open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /** The same, telling clients the time of {@code clock}. */
    public static EmbeddedMongo open(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MVStore store =
                new MVStore.Builder()
                        .fileName(folder.resolve("mooring.mv").toString())
                        .autoCommitDisabled()
                        .open();
        return new EmbeddedMongo(new MongoServer(new Backend(store, clock)));
    }

    /** Where a MongoDB driver finds it: {@code mongodb://127.0.0.1:<port>}. */
    public String connectionString() {
        return connectionString;
    }

    /** Stops the server; returns when everything written is on disk and the folder is free. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
