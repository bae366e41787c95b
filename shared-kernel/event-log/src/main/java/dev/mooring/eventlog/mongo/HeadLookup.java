package dev.mooring.eventlog.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.language.CommandId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Asks a MongoDB server in one query whether it has the record and whether the log goes further.
 * Both are read on one member, with what a majority has. That only ever grows, and it is in one
 * order for all collections: where the record is in it, so is whatever was acknowledged before.
 */
public final class HeadLookup implements StillAtHead {

    private static final Duration COMMAND = Duration.ofSeconds(5);
    private static final Bson NUMBER_ONLY = Aggregates.project(Projections.include("_id"));
    private static final String LATER = "later";

    private final MongoCollection<BsonDocument> records;
    private final String log;
    private final Duration patience;

    /**
     * @param log the collection of the log that is decided on
     * @param records that of the log of records, in the same database
     * @param patience how long to wait for a server that has the record
     */
    public HeadLookup(MongoDatabase database, String log, String records, Duration patience) {
        this.records =
                database.getCollection(records, BsonDocument.class)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary())
                        .withTimeout(COMMAND.toMillis(), TimeUnit.MILLISECONDS);
        this.log = log;
        this.patience = patience;
    }

    @Override
    public boolean holds(CommandId record, Map<String, Long> versions) {
        var beyond =
                versions.entrySet().stream()
                        .map(read -> SealedCommit.key(read.getKey(), read.getValue() + 1))
                        .toList();
        var query =
                List.of(
                        Aggregates.match(Filters.eq("k", record.value())),
                        NUMBER_ONLY,
                        Aggregates.lookup(
                                log,
                                List.of(
                                        Aggregates.match(Filters.in("k", beyond)),
                                        Aggregates.limit(1),
                                        NUMBER_ONLY),
                                LATER));
        try (var pause = new Backoff(patience, Timing.SYSTEM)) {
            while (true) {
                var found = pause.until(() -> records.aggregate(query).first());
                if (found != null) {
                    return found.getArray(LATER).isEmpty();
                }
                // This server has not got that far: it is none that takes writes any more.
                pause.next(null);
            }
        } catch (OutOfPatience e) {
            throw LogUnavailableException.unreadable(e.failure().getCause());
        }
    }
}
