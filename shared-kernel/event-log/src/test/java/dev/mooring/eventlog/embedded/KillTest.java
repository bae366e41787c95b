package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process with SIGKILL at random moments and looks at what it left. */
class KillTest {

    private static final int KILLS = 20;

    /** So many of them at any moment from the process's first, the others while it writes. */
    private static final int EARLY_KILLS = 5;

    @TempDir Path folder;

    private final Random random = new Random();
    private final Map<Long, Long> counted = new HashMap<>();

    @Test
    void aProcessKilledAtAnyMomentLosesNothingThatItAcknowledged() throws Exception {
        Path data = folder.resolve("data");
        Path journal = folder.resolve("journal");
        Files.createFile(journal);
        for (int kill = 1; kill <= KILLS; kill++) {
            writeAndKill(data, journal, kill <= EARLY_KILLS);
            if (Files.exists(data.resolve("mooring.mv"))) {
                assertThatDocumentsAndIndexesAgree(data);
                assertThatEverythingAcknowledgedIsThere(data, Files.readString(journal));
            }
        }
        assertThat(Files.readAllLines(journal)).hasSizeGreaterThan(KILLS);
    }

    private void writeAndKill(Path data, Path journal, boolean early) throws Exception {
        long before = Files.size(journal);
        Process writer = start(data, journal);
        try {
            while (!early && Files.size(journal) == before) {
                assertThat(writer.waitFor(5, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
            }
            boolean ended =
                    writer.waitFor(random.nextInt(early ? 1500 : 300), TimeUnit.MILLISECONDS);
            assertThat(ended).as("the writer ended by itself").isFalse();
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path data, Path journal) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        data.toString(),
                        journal.toString())
                .inheritIO()
                .start();
    }

    private static void assertThatDocumentsAndIndexesAgree(Path data) {
        StoreFile file = StoreFile.open(data);
        try {
            Backend backend =
                    new Backend(
                            file.store(), new GroupCommit(file), Room.on(data), Clock.systemUTC());
            assertThat(new IndexCheck(backend).run(false)).as("mended entries").isZero();
        } finally {
            file.abandon();
        }
    }

    private void assertThatEverythingAcknowledgedIsThere(Path data, String journal) {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(data);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            MongoDatabase database = client.getDatabase("db");
            Map<String, Long> positions = readChain(database);
            // What follows the last line end was being written when the process died.
            for (String line : journal.substring(0, journal.lastIndexOf('\n') + 1).split("\n")) {
                String[] words = line.split(" ");
                if (words[0].equals("log")) {
                    assertThat(positions).containsEntry(words[1], Long.valueOf(words[2]));
                } else if (words[0].equals("counter")) {
                    counted.merge(Long.valueOf(words[1]), Long.valueOf(words[2]), Math::max);
                }
            }
            counted.replaceAll((counter, known) -> readCounter(database, counter, known));
        }
    }

    /** A counter is where it was seen or acknowledged, or one further: that one had no answer. */
    private static long readCounter(MongoDatabase database, long counter, long known) {
        Document found =
                KilledWriter.countersOf(database).find(new Document("_id", counter)).first();
        assertThat(found).isNotNull();
        assertThat(found.getLong("n")).isBetween(known, known + 1);
        return found.getLong("n");
    }

    /** From commit id to position, having checked that all is dense and that the chain holds. */
    private static Map<String, Long> readChain(MongoDatabase database) {
        Map<String, Long> positions = new HashMap<>();
        long number = 0;
        long position = 0;
        Hash hash = Hash.NONE;
        for (BsonDocument stored :
                database.getCollection("log", BsonDocument.class)
                        .find()
                        .sort(new Document("_id", 1))) {
            CommitDocument commit = CommitDocument.fromBson(stored);
            assertThat(commit.number()).isEqualTo(number + 1);
            assertThat(commit.first()).isEqualTo(position + 1);
            assertThat(commit.previous()).isEqualTo(hash);
            assertThat(commit.isIntact()).isTrue();
            assertThat(positions.put(commit.content().id(), commit.last())).isNull();
            number = commit.number();
            position = commit.last();
            hash = commit.hash();
        }
        try (EventLog log = KilledWriter.openLog(database)) {
            assertThat(log.head().position()).isEqualTo(position);
            assertThat(log.read(0, Integer.MAX_VALUE)).hasSize((int) position);
        }
        return positions;
    }
}
