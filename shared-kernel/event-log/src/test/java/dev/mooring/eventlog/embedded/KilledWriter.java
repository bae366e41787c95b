package dev.mooring.eventlog.embedded;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;

/**
 * The process that {@link KillTest} kills. It appends to the log, and counts in documents beside
 * it, from several threads, and notes in a journal what was acknowledged.
 */
final class KilledWriter {

    private static final int APPENDERS = 4;
    private static final int COUNTERS = 4;

    /** So that it is killed in the middle of compaction as well. */
    private static final Compaction.Pace HASTY = new Compaction.Pace(20, 0, 1 << 16);

    private final EventLog log;
    private final MongoCollection<Document> counters;
    private final FileChannel journal;

    private KilledWriter(MongoDatabase database, FileChannel journal) {
        this.log = openLog(database);
        this.counters = countersOf(database);
        this.journal = journal;
    }

    /** Takes the database's folder and the journal's file; runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        EmbeddedMongo mongo =
                EmbeddedMongo.open(
                        new OpenDatabase.Settings(
                                folder, Clock.systemUTC(), HASTY, Room.on(folder), ""));
        MongoClient client = MongoClients.create(mongo.connectionString());
        FileChannel journal =
                FileChannel.open(
                        Path.of(arguments[1]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        KilledWriter writer = new KilledWriter(client.getDatabase("db"), journal);
        for (int i = 0; i < APPENDERS; i++) {
            Thread.ofPlatform().start(writer::append);
        }
        for (int i = 0; i < COUNTERS; i++) {
            int counter = i;
            Thread.ofPlatform().start(() -> writer.count(counter));
        }
    }

    static EventLog openLog(MongoDatabase database) {
        return MongoEventLog.open(
                LogSettings.of(
                                database,
                                "log",
                                ThingEvent.TYPES,
                                MemoryKeys.fresh(),
                                Clock.systemUTC())
                        .onEmbedded());
    }

    static MongoCollection<Document> countersOf(MongoDatabase database) {
        return database.getCollection("counters").withWriteConcern(WriteConcern.MAJORITY);
    }

    private void append() {
        String thing = UUID.randomUUID().toString();
        int sequence = 0;
        while (true) {
            int events = ThreadLocalRandom.current().nextInt(1, 6);
            NewCommit commit = Samples.used(thing, sequence, events);
            sequence += events;
            note("log", commit.id().value(), log.append(commit).position());
        }
    }

    private void count(int counter) {
        Document id = new Document("_id", counter);
        Document first = counters.find(id).first();
        long count = first == null ? 0 : first.getLong("n");
        while (true) {
            counters.updateOne(
                    id,
                    new Document("$inc", new Document("n", 1L)),
                    new UpdateOptions().upsert(true));
            count++;
            note("counter", Integer.toString(counter), count);
        }
    }

    private synchronized void note(String what, String which, long value) {
        String line = what + " " + which + " " + value + "\n";
        try {
            journal.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            journal.force(false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
