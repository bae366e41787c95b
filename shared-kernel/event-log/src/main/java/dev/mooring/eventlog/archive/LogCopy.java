package dev.mooring.eventlog.archive;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.mongo.Tail;
import java.util.ArrayList;
import java.util.Iterator;
import org.bson.RawBsonDocument;

/**
 * A log's collection as a whole, on a MongoDB server or the embedded one, for taking it elsewhere.
 * Reads what a majority has, beside whoever appends; blocks for as long as that takes. For one
 * thread.
 */
public final class LogCopy {

    private static final int PAGE = 100;

    /** What one insertion takes at most, and a document more. */
    private static final int BATCH_BYTES = 8 << 20;

    private final MongoCollection<RawBsonDocument> commits;

    /**
     * @param collection the log's name: {@code log}, {@code activity}
     */
    public LogCopy(MongoDatabase database, String collection) {
        this.commits =
                database.getCollection(collection, RawBsonDocument.class)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Takes a document; a failure ends the copying. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        void accept(RawBsonDocument document) throws E;
    }

    /** Where the log ends at this moment; {@link Tail#EMPTY} where there is none. */
    public Tail end() {
        var last = commits.find().sort(Sorts.descending("_id")).limit(1).first();
        return last == null ? Tail.EMPTY : Tail.at(CommitDocument.fromBson(last));
    }

    /**
     * Hands on every commit up to an end, in order, each checked.
     *
     * @throws LogCorruptException where the log is not what was written, or does not lead there
     */
    public <E extends Exception> void export(Tail upTo, CheckedLog.Reader reader, Sink<E> sink)
            throws E {
        var checked = new CheckedLog();
        while (checked.end().number() < upTo.number()) {
            var before = checked.end().number();
            for (var stored :
                    commits.find(and(gt("_id", before), lte("_id", upTo.number())))
                            .sort(Sorts.ascending("_id"))
                            .limit(PAGE)) {
                checked.next(stored, reader);
                sink.accept(stored);
            }
            if (checked.end().number() == before) {
                throw new LogCorruptException("there is no commit " + (before + 1));
            }
        }
        checked.requireEnd(upTo);
    }

    /**
     * Fills an empty log with commits, in order, each checked, byte for byte as they are. Durable
     * on a majority when it returns.
     *
     * @param upTo where they have to end
     * @throws LogCorruptException where they are not what was written, or end elsewhere; some may
     *     be in the log all the same
     */
    public void load(Iterator<RawBsonDocument> source, Tail upTo, CheckedLog.Reader reader) {
        commits.createIndex(Indexes.ascending("k"), new IndexOptions().name("keys").unique(true));
        var checked = new CheckedLog();
        var batch = new ArrayList<RawBsonDocument>();
        var bytes = 0;
        while (source.hasNext()) {
            var next = source.next();
            checked.next(next, reader);
            batch.add(next);
            bytes += next.getByteBuffer().remaining();
            if (bytes >= BATCH_BYTES) {
                commits.insertMany(batch);
                batch.clear();
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            commits.insertMany(batch);
        }
        checked.requireEnd(upTo);
        if (!end().equals(upTo)) {
            throw new LogCorruptException("what was written is not what the database holds");
        }
    }
}
