package dev.mooring.eventlog.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.io.BasicOutputBuffer;

/**
 * A commit's document as the bytes that go to the database, its slot still blank. Every field that
 * depends on the slot takes the same room whatever it holds, so that a slot is filled in by writing
 * to known places: whoever writes for many has little left to do for each. Immutable.
 */
final class CommitTemplate {

    private static final BsonBinary BLANK = new BsonBinary(Hash.NONE.shared());

    private final byte[] bytes;
    private final int number;
    private final int first;
    private final int at;
    private final int previous;
    private final int hash;

    /** Encodes a commit. This is the one place that knows the order of a document's fields. */
    CommitTemplate(SealedCommit content) {
        try (var out = new BasicOutputBuffer((int) content.size());
                var writer = new BsonBinaryWriter(out)) {
            writer.writeStartDocument();
            writer.writeInt64("_id", 0);
            number = out.getPosition() - Long.BYTES;
            writer.writeInt32("v", CommitDocument.VERSION);
            writer.writeString("w", content.workspace());
            writer.writeInt64("first", 0);
            first = out.getPosition() - Long.BYTES;
            writer.writeInt32("n", content.events().size());
            writer.writeString("c", content.id());
            writer.writeStartArray("k");
            content.keys().forEach(writer::writeString);
            writer.writeEndArray();
            writer.writeDateTime("at", 0);
            at = out.getPosition() - Long.BYTES;
            writer.writeBinaryData("prev", BLANK);
            previous = out.getPosition() - Hash.SIZE;
            writer.writeBinaryData("hash", BLANK);
            hash = out.getPosition() - Hash.SIZE;
            writer.writeStartArray("e");
            for (var event : content.events()) {
                writer.writeBinaryData(new BsonBinary(event.shared()));
            }
            writer.writeEndArray();
            writer.writeEndDocument();
            bytes = out.toByteArray();
        }
    }

    /** The bytes of this commit in a slot; the receiver's to keep. */
    byte[] filled(CommitDocument slot) {
        var document = bytes.clone();
        ByteBuffer.wrap(document)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number, slot.number())
                .putLong(first, slot.first())
                .putLong(at, slot.at().toEpochMilli())
                .put(previous, slot.previous().shared())
                .put(hash, slot.hash().shared());
        return document;
    }
}
