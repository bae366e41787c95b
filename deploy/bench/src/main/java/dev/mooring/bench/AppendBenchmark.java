package dev.mooring.bench;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bson.RawBsonDocument;

/**
 * Appends of one event with a personal name through the log, beside one thread that inserts the
 * very documents that came of it into a collection with the same index.
 */
final class AppendBenchmark {

    private static final Duration TIME = Duration.ofMillis(500);
    private static final Duration PROFILED = Duration.ofSeconds(3);
    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_bench");
    private static final String USER = "usr_bench";
    private static final Origin ORIGIN =
            new Origin(USER, USER, null, "req_bench", null, "192.0.2.0");

    private final MongoFixture mongo;

    AppendBenchmark(MongoFixture mongo) {
        this.mongo = mongo;
    }

    /**
     * @param bare insertions per second of the same documents
     * @param bytes of one document, on average
     */
    private record Round(Done log, double bare, double bytes) {

        double ratio() {
            return log.perSecond() / bare;
        }
    }

    void run(Report report) throws Exception {
        report.section("Append");
        report.say(
                ("`MongoEventLog.append` of one `connection.renamed` with an encrypted name: sealed,"
                                + " hashed, chained, unique index on its keys, w:majority j:true. Beside it one"
                                + " thread's ordered `insertMany` of the documents that the log has just written,"
                                + " as raw bytes, with the same index and concerns, as many at a time as there"
                                + " were callers. Medians of %d rounds of %d ms after one that does not count.")
                        .formatted(Rounds.COUNTED, TIME.toMillis()));
        report.columns(
                "callers",
                "appends/s",
                "bare inserts/s",
                "append : bare",
                "lowest–highest",
                "p50 ms",
                "p99 ms",
                "bytes");
        for (int callers : new int[] {1, 16, 64}) {
            var rounds = Rounds.of(() -> round(callers));
            report.row(
                    callers,
                    rounds.median(round -> round.log.perSecond()),
                    rounds.median(Round::bare),
                    rounds.median(Round::ratio),
                    rounds.range(Round::ratio),
                    rounds.median(round -> round.log.p50()),
                    rounds.median(round -> round.log.p99()),
                    rounds.median(Round::bytes));
        }
        for (int callers : new int[] {1, 16}) {
            profile(report, callers);
        }
    }

    private Round round(int callers) throws Exception {
        try (var client = mongo.newClient()) {
            var database = client.getDatabase(mongo.freshDatabaseName());
            var done = append(database, callers, TIME);
            var written = new ArrayList<RawBsonDocument>();
            database.getCollection("log", RawBsonDocument.class)
                    .find()
                    .sort(Sorts.ascending("_id"))
                    .into(written);
            var bytes =
                    written.stream()
                            .mapToInt(document -> document.getByteBuffer().remaining())
                            .average()
                            .orElseThrow();
            var bare = written.size() / insert(bare(database), written, callers);
            database.drop();
            return new Round(done, bare, bytes);
        }
    }

    private void profile(Report report, int callers) throws Exception {
        try (var client = mongo.newClient()) {
            var database = client.getDatabase(mongo.freshDatabaseName());
            append(database, callers, TIME);
            try (var recording = Profile.start()) {
                var done = append(database, callers, PROFILED);
                recording
                        .stop()
                        .describe(
                                report,
                                "append, %d callers".formatted(callers),
                                done.calls(),
                                done.took());
            }
            database.drop();
        }
    }

    private static Done append(MongoDatabase database, int callers, Duration time)
            throws Exception {
        var ring = new SuppliedKey("bench", Base64.getEncoder().encodeToString(new byte[32]));
        var keys = new StoredPersonalKeys(database, KeyRing.open(database, ring));
        keys.make(WORKSPACE.value(), USER);
        try (var clock = DatabaseClock.of(database);
                var log =
                        MongoEventLog.open(
                                LogSettings.of(database, "log", DomainEvents.TYPES, keys, clock))) {
            return Callers.work(callers, time, _ -> new Renames(log)::next);
        }
    }

    /** One caller's connection, renamed again and again. */
    private static final class Renames {

        private final EventLog log;
        private final String connection = "con_" + CommandId.random().value();
        private long sequence;

        private Renames(EventLog log) {
            this.log = log;
        }

        private void next() {
            var event = new ConnectionRenamed(connection, USER, "Contacts " + sequence);
            log.append(
                    new NewCommit(
                            CommandId.random(),
                            WORKSPACE,
                            log.clock().instant(),
                            ORIGIN,
                            List.of(new NewEvent(sequence, event))));
            sequence++;
        }
    }

    private static MongoCollection<RawBsonDocument> bare(MongoDatabase database) {
        var collection =
                database.getCollection("bare", RawBsonDocument.class)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withReadConcern(ReadConcern.MAJORITY);
        collection.createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));
        return collection;
    }

    /** How long it takes, in seconds. */
    private static double insert(
            MongoCollection<RawBsonDocument> bare, List<RawBsonDocument> documents, int together) {
        var inOrder = new InsertManyOptions().ordered(true);
        long start = System.nanoTime();
        for (int from = 0; from < documents.size(); from += together) {
            bare.insertMany(
                    documents.subList(from, Math.min(documents.size(), from + together)), inOrder);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
