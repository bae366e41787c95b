package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what was written. */
class DamageTest {

    private static final int WRITTEN = 300;

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("mooring.mv");
        with(things -> {
            for (long id = 1; id <= WRITTEN; id++) {
                things.insertOne(thing(id));
            }
        });
    }

    @Test
    void whatWasNotTouchedIsOpened() {
        assertThat(count()).isEqualTo(WRITTEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_096, 8_192, 8_193})
    void aFileThatWasCutOffNearItsBeginningIsNotOpened(int size) throws IOException {
        cutOff(size);

        assertRefused();
    }

    /** Shortly before its end it looks like one that a crash has left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 80})
    void aFileThatWasCutOffNearItsEndIsNotOpened(int blocks) throws IOException {
        cutOff(Files.size(file) - blocks * 4_096L);

        assertRefused();
        assertRefused();
    }

    @Test
    void anOlderCopyIsNotOpened() throws IOException {
        Path copy = folder.resolve("copy");
        Files.copy(file, copy);
        with(things -> things.insertOne(thing(WRITTEN + 1)));
        Files.delete(file);
        Files.copy(copy, file);

        assertThatThrownBy(() -> EmbeddedMongo.open(folder))
                .isInstanceOf(EmbeddedMongoException.class)
                .hasMessageContaining("replaced by an older copy")
                .hasMessageContaining("delete " + folder.resolve("mooring.durable"));
    }

    @Test
    void whoAcceptsTheLossMayGoOnWithWhatIsLeft() throws IOException {
        cutOff(Files.size(file) - 20 * 4_096L);
        Files.delete(folder.resolve("mooring.durable"));

        assertThat(count()).isBetween(1L, (long) WRITTEN);
    }

    @Test
    void aFileThatIsGoneIsNotTakenForANewDatabase() throws IOException {
        Files.delete(file);

        assertRefused();
        assertThat(file).doesNotExist();
    }

    /** What is overwritten may be unused; then everything has to be there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aFileThatWasOverwrittenIsWholeOrNotOpened(long seed) throws IOException {
        Random random = new Random(seed);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[3 * 4_096];
            random.nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise), random.nextLong(channel.size() - noise.length));
        }

        try {
            assertThat(count()).isEqualTo(WRITTEN);
        } catch (EmbeddedMongoException e) {
            assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("restore");
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> EmbeddedMongo.open(folder))
                .isInstanceOf(EmbeddedMongoException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Move " + folder + " away")
                .hasMessageContaining("mooring restore");
    }

    private void cutOff(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private long count() {
        return using(things -> {
            long found = 0;
            for (Document thing : things.find()) {
                assertThat(thing).isEqualTo(thing(thing.getLong("_id")));
                found++;
            }
            return found;
        });
    }

    private void with(Consumer<MongoCollection<Document>> use) {
        using(things -> {
            use.accept(things);
            return 0;
        });
    }

    private <T> T using(Function<MongoCollection<Document>, T> use) {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(folder);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            return use.apply(client.getDatabase("db").getCollection("things"));
        }
    }

    private static Document thing(long id) {
        return new Document("_id", id).append("text", "the text of " + id + " ".repeat(200));
    }
}
