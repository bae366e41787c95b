package dev.mooring.bench;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;

/**
 * One thread that inserts the very documents that a log has written, as raw bytes, in order, into a
 * collection beside it with the same index and concerns.
 */
final class Bare {

    private static final InsertManyOptions IN_ORDER = new InsertManyOptions().ordered(true);

    private final MongoCollection<RawBsonDocument> log;
    private final MongoCollection<RawBsonDocument> bare;
    private long copied;

    private Bare(MongoDatabase database) {
        log = database.getCollection(OpenLog.COLLECTION, RawBsonDocument.class);
        bare =
                database.getCollection("bare", RawBsonDocument.class)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withReadConcern(ReadConcern.MAJORITY);
        bare.createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));
    }

    static Bare beside(OpenLog log) {
        return new Bare(log.database());
    }

    /**
     * @param bytes of one document, on average
     */
    record Inserted(double perSecond, double bytes) {}

    /** Inserts what the log has written since the last time, so many at a time. */
    Inserted catchUp(int together) {
        var fresh =
                log.find(Filters.gt("_id", copied))
                        .sort(Sorts.ascending("_id"))
                        .into(new ArrayList<>());
        var last = fresh.getLast().getInt64("_id").getValue();
        long start = System.nanoTime();
        for (int from = 0; from < fresh.size(); from += together) {
            bare.insertMany(fresh.subList(from, Math.min(fresh.size(), from + together)), IN_ORDER);
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        copied = last;
        return new Inserted(fresh.size() / seconds, size(fresh));
    }

    private static double size(List<RawBsonDocument> documents) {
        return documents.stream()
                .mapToInt(document -> document.getByteBuffer().remaining())
                .average()
                .orElseThrow();
    }
}
