package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.SealedCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** A MongoDB server's collection, standalone or replica set. */
final class ServerCollection extends DriverCollection {

    private static final BsonDocument KEYS = new BsonDocument("k", new BsonInt32(1));

    /** Commits in one answer; it ends at 16 MB in any case. */
    private static final int AT_ONCE = 10_000;

    /** An answer ends at 16 MB, and a list of them there, however many were asked for. */
    private static final long BYTES_AT_ONCE = 16L << 20;

    ServerCollection(MongoDatabase database, String name, Duration patience) {
        super(database, name, patience);
    }

    @Override
    public Optional<CommitDocument> last() {
        return Optional.ofNullable(commits.find().sort(Sorts.descending("_id")).limit(1).first());
    }

    @Override
    public List<CommitDocument> after(long number, int max) {
        var found = new ArrayList<CommitDocument>();
        long bytes = 0;
        // All in one answer, where the server would send a hundred first.
        try (var cursor =
                commits.find(Filters.gt("_id", number))
                        .sort(Sorts.ascending("_id"))
                        .limit(max)
                        .batchSize(max)
                        .cursor()) {
            while (bytes < BYTES_AT_ONCE && cursor.hasNext()) {
                var commit = cursor.next();
                found.add(commit);
                bytes += commit.content().size();
            }
        }
        return upToHole(number, found);
    }

    /**
     * One element has to meet both bounds: on a field with many values a plain range is met by one
     * value above and another below. The hint keeps the planner from walking the log by number; by
     * the index they come nearly in order, so they are sorted here and not in the server's memory.
     */
    @Override
    public List<CommitDocument> ofAggregate(String aggregateId, long fromSequence) {
        // '$' follows '#': beyond every sequence of this aggregate, before any other's.
        var range =
                new BsonDocument(
                                "$gte", new BsonString(SealedCommit.key(aggregateId, fromSequence)))
                        .append("$lt", new BsonString(aggregateId + '$'));
        var found =
                commits.find(Filters.elemMatch("k", range))
                        .hint(KEYS)
                        // The server would send a hundred first, and the rest when asked again.
                        .batchSize(AT_ONCE)
                        .into(new ArrayList<>());
        found.sort(Comparator.comparingLong(CommitDocument::number));
        return found;
    }
}
