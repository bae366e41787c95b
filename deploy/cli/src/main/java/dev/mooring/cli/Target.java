package dev.mooring.cli;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.backup.BackupException;
import dev.mooring.eventlog.embedded.DatabaseInUseException;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation is meant: the same two settings that the server is started with. */
final class Target {

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "./data",
            description =
                    "The server's folder (mooring.data), where its embedded database is; the server may be running."
                            + " Default: ${DEFAULT-VALUE}")
    Path data = Path.of("data");

    @Option(
            names = "--mongodb",
            paramLabel = "<uri>",
            defaultValue = "${env:MOORING_MONGODB_URI:-}",
            description =
                    "The MongoDB instead (mooring.mongodb.uri). One with a password is better given by the environment"
                            + " as MOORING_MONGODB_URI, where no list of processes shows it.")
    @Nullable String uri;

    @Option(
            names = "--database",
            paramLabel = "<name>",
            defaultValue = "mooring",
            description =
                    "The database's name (mooring.mongodb.database). Default: ${DEFAULT-VALUE}")
    String database = "mooring";

    /** An open database, and what has to be closed after it. */
    record Open(MongoDatabase database, MongoClient client, @Nullable EmbeddedMongo embedded)
            implements AutoCloseable {

        @Override
        public void close() {
            client.close();
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    boolean isEmbedded() {
        return uri == null || uri.isBlank();
    }

    /** Where the embedded database is. */
    Path folder() {
        return data.resolve("db");
    }

    /** Opens a database that is there: through the running server, where there is one. */
    Open open() {
        if (!isEmbedded()) {
            return connect(String.valueOf(uri), null);
        }
        if (Files.notExists(folder())) {
            throw new BackupException(
                    "There is no database in %s. Name the server's folder with --data, or a MongoDB with --mongodb."
                            .formatted(folder()));
        }
        try {
            return embedded(folder());
        } catch (DatabaseInUseException e) {
            var address = EmbeddedMongo.addressOf(folder()).orElseThrow(() -> e);
            return connect(address, null);
        }
    }

    /** Opens the database in a folder, or makes it there. */
    Open embedded(Path folder) {
        var embedded = EmbeddedMongo.open(folder);
        return connect(embedded.connectionString(), embedded);
    }

    /** Opens the MongoDB that was named. */
    Open mongodb() {
        return connect(String.valueOf(uri), null);
    }

    private Open connect(String address, @Nullable EmbeddedMongo embedded) {
        try {
            var client = MongoClients.create(address);
            return new Open(client.getDatabase(database), client, embedded);
        } catch (IllegalArgumentException e) {
            // Its message quotes the text, and with it a password.
            throw new BackupException(
                    "That is not a MongoDB connection string; write it like mongodb://host1,host2/?replicaSet=rs0");
        }
    }
}
