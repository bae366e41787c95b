package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.mooring.eventlog.format.CommitDocument;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.bson.BsonDocument;

/**
 * The collection behind a log: all that the log ever asks of a database. Everything is read and
 * written at the primary and with a majority: what an insertion acknowledged is on a majority's
 * disks, and what a read finds stays. Fails with a {@link com.mongodb.MongoException} as the driver
 * does. Thread-safe.
 */
interface LogCollection {

    /** The unique index over what commits claim. */
    String KEYS_INDEX = "keys";

    /** Insertions from now on, as their numbers only. */
    MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes();

    /** Makes the index where it is missing. The driver does not retry this; the caller does. */
    void createIndex();

    /** Inserts in order, up to the first refusal. */
    void insert(List<CommitDocument> documents);

    /** The last commit of the log. */
    Optional<CommitDocument> last();

    /** The commits after a number without a hole, in order, up to so many; fewer large ones. */
    List<CommitDocument> after(long number, int max);

    /** The commits that hold events of an aggregate from a sequence on, in order. */
    List<CommitDocument> ofAggregate(String aggregateId, long fromSequence);

    /** The commit with a number. */
    Optional<CommitDocument> numbered(long number);

    /** Those that there are of the commits with these numbers, in order. */
    default List<CommitDocument> numbered(SortedSet<Long> numbers) {
        return numbers.stream().flatMap(number -> numbered(number).stream()).toList();
    }

    /** Whether there is a commit with a number. */
    boolean has(long number);

    /** The commits that claim any of these keys. */
    List<CommitDocument> claiming(Collection<String> keys);
}
