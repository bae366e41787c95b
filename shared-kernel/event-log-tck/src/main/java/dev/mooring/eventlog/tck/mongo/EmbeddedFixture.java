package dev.mooring.eventlog.tck.mongo;

import dev.mooring.eventlog.embedded.EmbeddedMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mooring's own database, in this process, on a file in a temporary folder. */
final class EmbeddedFixture implements MongoFixture {

    private final Path folder;
    private final EmbeddedMongo mongo;

    private EmbeddedFixture(Path folder) {
        this.folder = folder;
        this.mongo = EmbeddedMongo.open(folder);
    }

    static EmbeddedFixture start() {
        try {
            return new EmbeddedFixture(Files.createTempDirectory("mooring-embedded"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Engine engine() {
        return Engine.EMBEDDED;
    }

    @Override
    public String connectionString() {
        return mongo.connectionString();
    }

    @Override
    public String description() {
        return "embedded server on a file";
    }

    @Override
    public void close() {
        mongo.close();
        ProcessMember.deleteTree(folder);
    }
}
