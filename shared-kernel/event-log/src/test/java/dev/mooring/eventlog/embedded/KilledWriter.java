package dev.mooring.eventlog.embedded;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;

/**
 * The process that {@link KillTest} kills. It appends a dense, chained log in batches and counts in
 * documents beside it, from several threads, and notes in a journal what was acknowledged.
 */
final class KilledWriter {

    private static final int APPENDERS = 4;
    private static final int COUNTERS = 4;

    private final MongoCollection<Document> log;
    private final MongoCollection<Document> counters;
    private final FileChannel journal;
    private final Object chain = new Object();
    private ChainLink tail;

    private KilledWriter(MongoDatabase database, FileChannel journal) {
        this.log = logOf(database);
        this.counters = countersOf(database);
        this.journal = journal;
        Document last = log.find().sort(new Document("_id", -1)).limit(1).first();
        this.tail = last == null ? ChainLink.START : ChainLink.of(last);
    }

    /** Takes the database's folder and the journal's file; runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedMongo mongo = EmbeddedMongo.open(Path.of(arguments[0]));
        MongoClient client = MongoClients.create(mongo.connectionString());
        FileChannel journal =
                FileChannel.open(
                        Path.of(arguments[1]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        MongoDatabase database = client.getDatabase("db");
        logOf(database)
                .createIndex(new Document("k", 1), new IndexOptions().unique(true).name("k"));
        KilledWriter writer = new KilledWriter(database, journal);
        for (int i = 0; i < APPENDERS; i++) {
            Thread.ofPlatform().start(writer::append);
        }
        for (int i = 0; i < COUNTERS; i++) {
            int counter = i;
            Thread.ofPlatform().start(() -> writer.count(counter));
        }
    }

    static MongoCollection<Document> logOf(MongoDatabase database) {
        return database.getCollection("log").withWriteConcern(WriteConcern.MAJORITY);
    }

    static MongoCollection<Document> countersOf(MongoDatabase database) {
        return database.getCollection("counters").withWriteConcern(WriteConcern.MAJORITY);
    }

    private void append() {
        while (true) {
            List<Document> batch = new ArrayList<>();
            synchronized (chain) {
                ChainLink link = tail;
                int size = ThreadLocalRandom.current().nextInt(1, 6);
                for (int i = 0; i < size; i++) {
                    Document commit = link.next("x".repeat(500));
                    link = ChainLink.of(commit);
                    batch.add(commit);
                }
                log.insertMany(batch);
                tail = link;
            }
            for (Document commit : batch) {
                note("log", commit.getLong("_id"), ChainLink.of(commit).hash());
            }
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
            note("counter", counter, Long.toString(count));
        }
    }

    private synchronized void note(String what, long number, String value) {
        String line = what + " " + number + " " + value + "\n";
        try {
            journal.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            journal.force(false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A place in the chain: a commit's number and the hash over it and all before. */
    record ChainLink(long number, String hash) {

        static final ChainLink START = new ChainLink(0, "");

        static ChainLink of(Document commit) {
            return new ChainLink(commit.getLong("_id"), commit.getString("hash"));
        }

        Document next(String content) {
            long next = number + 1;
            return new Document("_id", next)
                    .append("k", List.of("a" + next % 7 + "#" + next, "c" + next))
                    .append("prev", hash)
                    .append("e", content)
                    .append("hash", sha256(hash + next + content));
        }

        private static String sha256(String text) {
            try {
                byte[] digest =
                        java.security.MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.US_ASCII));
                return HexFormat.of().formatHex(digest);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
