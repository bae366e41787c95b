package dev.mooring.eventlog.lease;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * The lease as one document of the collection {@code leases}: {@code {_id: log, node, address,
 * epoch, beat}}. Thread-safe.
 */
public final class StoredLeases implements Leases {

    private static final String COLLECTION = "leases";

    private final MongoCollection<BsonDocument> leases;
    private final String log;

    /**
     * The lease on one log's end.
     *
     * @param log name of the log's collection
     * @param patience how long one command may take
     */
    public StoredLeases(MongoDatabase database, String log, Duration patience) {
        this.leases =
                database.getCollection(COLLECTION, BsonDocument.class)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary())
                        .withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        this.log = log;
    }

    @Override
    public Lease read() {
        var stored = leases.find(Filters.eq("_id", log)).first();
        return stored == null
                ? Lease.NONE
                : new Lease(
                        stored.getString("node").getValue(),
                        stored.getString("address").getValue(),
                        stored.getInt64("epoch").getValue(),
                        stored.getInt64("beat").getValue());
    }

    @Override
    public boolean replace(Lease seen, Lease next) {
        return seen.equals(Lease.NONE) ? insert(next) : update(seen, next);
    }

    private boolean insert(Lease lease) {
        try {
            leases.insertOne(document(lease));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private boolean update(Lease seen, Lease next) {
        var unchanged =
                Filters.and(
                        Filters.eq("_id", log),
                        Filters.eq("epoch", seen.epoch()),
                        Filters.eq("beat", seen.beat()));
        return leases.replaceOne(unchanged, document(next)).getMatchedCount() == 1;
    }

    private BsonDocument document(Lease lease) {
        return new BsonDocument("_id", new BsonString(log))
                .append("node", new BsonString(lease.node()))
                .append("address", new BsonString(lease.address()))
                .append("epoch", new BsonInt64(lease.epoch()))
                .append("beat", new BsonInt64(lease.beat()));
    }
}
