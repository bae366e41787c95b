package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.SealedCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The embedded server's collection. Its unique indexes answer equality and {@code $in} on one
 * field; all else is a scan. Since numbers and sequences are dense, those two are enough.
 */
final class EmbeddedCollection extends DriverCollection {

    private static final int KEYS_AT_ONCE = 32;

    /** Numbers asked for at once, at first and at most. */
    private static final int FEW = 16;

    private static final int MANY = 256;

    EmbeddedCollection(MongoDatabase database, String name, Duration patience) {
        super(database, name, patience);
    }

    /**
     * Doubles its step while there is a commit, then halves it: two look-ups per bit of the number.
     */
    @Override
    public Optional<CommitDocument> last() {
        long there = 0;
        long step = 1;
        var last = Optional.<CommitDocument>empty();
        for (var probe = numbered(1); probe.isPresent(); probe = numbered(there + step)) {
            last = probe;
            there += step;
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            var probe = numbered(there + step);
            if (probe.isPresent()) {
                last = probe;
                there += step;
            }
        }
        return last;
    }

    /**
     * Asks for few at first, and for more while all are there: to look for a number that is not
     * takes the server as long, under a lock that everybody waits for.
     */
    @Override
    public List<CommitDocument> after(long number, int max) {
        var found = new ArrayList<CommitDocument>();
        for (int asked = FEW; found.size() < max; asked = Math.min(2 * asked, MANY)) {
            int count = Math.min(asked, max - found.size());
            var more = next(number + found.size(), count);
            found.addAll(more);
            if (more.size() < count) {
                break;
            }
        }
        return found;
    }

    @Override
    public List<CommitDocument> ofAggregate(String aggregateId, long fromSequence) {
        var found = new TreeMap<Long, CommitDocument>();
        for (long next = fromSequence; ; next += KEYS_AT_ONCE) {
            var keys =
                    LongStream.range(next, next + KEYS_AT_ONCE)
                            .mapToObj(sequence -> SealedCommit.key(aggregateId, sequence))
                            .toList();
            var missing = new HashSet<>(keys);
            for (var commit : claiming(keys)) {
                found.put(commit.number(), commit);
                commit.content().keys().forEach(missing::remove);
            }
            if (!missing.isEmpty()) {
                return List.copyOf(found.values());
            }
        }
    }

    private List<CommitDocument> next(long number, int count) {
        var found = new ArrayList<CommitDocument>(count);
        var numbers = LongStream.rangeClosed(number + 1, number + count).boxed().toList();
        commits.find(Filters.in("_id", numbers)).into(found);
        found.sort(Comparator.comparingLong(CommitDocument::number));
        return upToHole(number, found);
    }
}
