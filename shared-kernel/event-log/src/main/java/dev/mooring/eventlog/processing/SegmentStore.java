package dev.mooring.eventlog.processing;

import static dev.mooring.eventlog.processing.SegmentDocument.COMMIT;
import static dev.mooring.eventlog.processing.SegmentDocument.EPOCH;
import static dev.mooring.eventlog.processing.SegmentDocument.OFFSET;
import static dev.mooring.eventlog.processing.SegmentDocument.OWNER;
import static dev.mooring.eventlog.processing.SegmentDocument.POSITION;
import static dev.mooring.eventlog.processing.SegmentDocument.field;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Where each segment of each processor stands, and who works on it: one document per processor, so
 * that claiming, storing, splitting and merging are one atomic write each and a crash finds nothing
 * to come between. A claim is fenced: every change of hands raises the segment's epoch, and what is
 * stored under an older one is refused. Thread-safe.
 */
final class SegmentStore implements Segments {

    /** A segment that is being worked on moves between being read and being split. */
    private static final int TRIES = 100;

    private final MongoCollection<Document> processors;
    private final StoredPositions positions = new StoredPositions(this);
    private final String node;

    /**
     * @param node who claims here
     */
    SegmentStore(MongoDatabase database, String collection, String node) {
        this.processors =
                database.getCollection(collection)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        this.node = node;
    }

    StoredPositions positions() {
        return positions;
    }

    /** Makes a processor's segments at the log's beginning, unless there are some. */
    void initialize(String processor, int segments) {
        initialize(processor, Segment.whole(segments), Place.BEGINNING);
    }

    /** Makes a processor's segments at a place, unless there are some. */
    void initialize(String processor, List<Segment> segments, Place at) {
        if (!of(processor).isEmpty()) {
            return;
        }
        try {
            processors.insertOne(SegmentDocument.fresh(processor, segments, at));
        } catch (MongoWriteException e) {
            // Nodes that begin at once: one of them makes it.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Forgets a processor; whoever works on it finds that his claim is lost. */
    void forget(String processor) {
        processors.deleteOne(Filters.eq("_id", processor));
    }

    /** The segments of all processors. */
    List<StoredSegment> all() {
        var all = new ArrayList<StoredSegment>();
        for (var document : processors.find()) {
            all.addAll(SegmentDocument.segments(document));
        }
        return all;
    }

    /** The segments of a processor; none before it began. */
    List<StoredSegment> of(String processor) {
        var document = processors.find(Filters.eq("_id", processor)).first();
        return document == null ? List.of() : SegmentDocument.segments(document);
    }

    /** Takes over a segment as it was seen; nothing where it has changed hands since. */
    Optional<Claim> claim(StoredSegment seen) {
        var id = seen.segment().id();
        long epoch = seen.epoch() + 1;
        var claimed =
                processors.updateOne(
                        SegmentDocument.sameHands(seen),
                        Updates.combine(
                                Updates.set(field(id, OWNER), node),
                                Updates.set(field(id, EPOCH), epoch)));
        if (claimed.getMatchedCount() != 1) {
            return Optional.empty();
        }
        // Read after: its former owner may have stored right up to then.
        return of(seen.processor()).stream()
                .filter(stored -> stored.segment().id() == id && stored.epoch() == epoch)
                .map(stored -> new Claim(seen.processor(), stored.segment(), epoch, stored.place()))
                .findFirst();
    }

    /**
     * Stores how far a segment has come. Matched counts: a write that changes nothing is one.
     *
     * @throws ClaimLostException where the claim is another's by now
     */
    void store(Claim claim, Place place) {
        var id = claim.segment().id();
        update(
                claim,
                Updates.combine(
                        Updates.set(field(id, COMMIT), place.commit()),
                        Updates.set(field(id, OFFSET), place.offset()),
                        Updates.set(field(id, POSITION), place.position())));
        positions.moved();
    }

    /**
     * Makes sure of a claim before something is written that its epoch does not guard.
     *
     * @throws ClaimLostException where it is another's by now
     */
    void requireHeld(Claim claim) {
        update(claim, Updates.set(field(claim.segment().id(), OWNER), node));
    }

    /** Gives a segment back, where it is still held. */
    void release(Claim claim) {
        processors.updateOne(held(claim), Updates.set(field(claim.segment().id(), OWNER), null));
    }

    @Override
    public List<Progress> progress(String processor) {
        return of(processor).stream()
                .map(stored ->
                        new Progress(
                                stored.segment().id(),
                                1.0 / (stored.segment().mask() + 1),
                                stored.place().position(),
                                stored.owner()))
                .toList();
    }

    @Override
    public void split(String processor, int segment) {
        persistently(() -> {
            var whole = find(processor, segment);
            var halves = whole.segment().split();
            var set = new ArrayList<Bson>();
            for (var half : halves) {
                var document = SegmentDocument.document(half, whole.place(), whole.epoch() + 1);
                set.add(Updates.set(field(half.id()), document));
            }
            return processors
                    .updateOne(SegmentDocument.unchanged(whole), Updates.combine(set))
                    .getMatchedCount();
        });
    }

    @Override
    public void merge(String processor, int segment) {
        persistently(() -> {
            var one = find(processor, segment);
            var other = find(processor, one.segment().sibling().id());
            if (other.segment().mask() != one.segment().mask()) {
                throw new IllegalArgumentException(
                        "segment %d of %s is split further; merge its parts first"
                                .formatted(other.segment().id(), processor));
            }
            var parent = one.segment().parent();
            var gone = Math.max(one.segment().id(), other.segment().id());
            var place = one.place().compareTo(other.place()) < 0 ? one.place() : other.place();
            long epoch = Math.max(one.epoch(), other.epoch()) + 1;
            return processors
                    .updateOne(
                            Filters.and(
                                    SegmentDocument.unchanged(one),
                                    SegmentDocument.unchanged(other)),
                            Updates.combine(
                                    Updates.set(
                                            field(parent.id()),
                                            SegmentDocument.document(parent, place, epoch)),
                                    Updates.unset(field(gone))))
                    .getMatchedCount();
        });
    }

    private static void persistently(Supplier<Long> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (change.get() == 1) {
                return;
            }
        }
        throw new IllegalStateException("the segment did not stand still; try again");
    }

    private StoredSegment find(String processor, int segment) {
        return of(processor).stream()
                .filter(stored -> stored.segment().id() == segment)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s has no segment %d".formatted(processor, segment)));
    }

    private void update(Claim claim, Bson change) {
        if (processors.updateOne(held(claim), change).getMatchedCount() != 1) {
            throw new ClaimLostException(claim);
        }
    }

    private Bson held(Claim claim) {
        var id = claim.segment().id();
        return Filters.and(
                Filters.eq("_id", claim.processor()),
                Filters.eq(field(id, OWNER), node),
                Filters.eq(field(id, EPOCH), claim.epoch()));
    }
}
