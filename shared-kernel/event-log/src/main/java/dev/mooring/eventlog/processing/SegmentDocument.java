package dev.mooring.eventlog.processing;

import com.mongodb.client.model.Filters;
import dev.mooring.eventlog.Place;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A processor's document, {@code {_id: name, segments: {"0": {mask, commit, offset, position,
 * owner, epoch}, …}}}.
 */
final class SegmentDocument {

    static final String COMMIT = "commit";
    static final String OFFSET = "offset";
    static final String POSITION = "position";
    static final String OWNER = "owner";
    static final String EPOCH = "epoch";

    private static final String SEGMENTS = "segments";
    private static final String MASK = "mask";

    private SegmentDocument() {}

    /** Of a processor that begins. */
    static Document fresh(String processor, List<Segment> segments, Place at) {
        var parts = new Document();
        for (var segment : segments) {
            parts.append(Integer.toString(segment.id()), document(segment, at, 0));
        }
        return new Document("_id", processor).append(SEGMENTS, parts);
    }

    /** A segment that nobody holds. */
    static Document document(Segment segment, Place place, long epoch) {
        return new Document(MASK, segment.mask())
                .append(COMMIT, place.commit())
                .append(OFFSET, place.offset())
                .append(POSITION, place.position())
                .append(OWNER, null)
                .append(EPOCH, epoch);
    }

    static List<StoredSegment> segments(Document processor) {
        return processor.get(SEGMENTS, Document.class).entrySet().stream()
                .map(entry ->
                        segment(
                                processor.getString("_id"),
                                Integer.parseInt(entry.getKey()),
                                (Document) entry.getValue()))
                .sorted(Comparator.comparingInt(stored -> stored.segment().id()))
                .toList();
    }

    static String field(int segment) {
        return SEGMENTS + '.' + segment;
    }

    static String field(int segment, String name) {
        return field(segment) + '.' + name;
    }

    /** While nobody has claimed, split or merged the segment since. */
    static Bson sameHands(StoredSegment seen) {
        return Filters.and(
                Filters.eq("_id", seen.processor()),
                Filters.eq(field(seen.segment().id(), EPOCH), seen.epoch()));
    }

    /** While it also stands where it stood. */
    static Bson unchanged(StoredSegment seen) {
        return Filters.and(
                sameHands(seen),
                Filters.eq(field(seen.segment().id(), POSITION), seen.place().position()));
    }

    private static StoredSegment segment(String processor, int id, Document stored) {
        return new StoredSegment(
                processor,
                new Segment(id, stored.getInteger(MASK)),
                new Place(
                        stored.getLong(COMMIT),
                        stored.getInteger(OFFSET),
                        stored.getLong(POSITION)),
                stored.getString(OWNER),
                stored.getLong(EPOCH));
    }
}
