package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.eventlog.LogCorruptException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * One commit as one document, {@code {_id, v, w, first, n, c, k, at, prev, hash, e}}: FORMAT.md has
 * every field and a worked example.
 *
 * @param number dense, from 1
 * @param first position of its first event
 * @param at when it was committed, in milliseconds; never before its predecessor's
 * @param previous hash of the commit before it
 */
public record CommitDocument(
        long number, long first, Instant at, Hash previous, Hash hash, SealedCommit content) {

    public static final int VERSION = 1;

    private static final byte[] DOMAIN = "mooring1".getBytes(UTF_8);

    /** What the numbers in a hash take, in bytes. */
    private static final int NUMBERS = 3 * Long.BYTES + 3 * Integer.BYTES;

    /** Puts a sealed commit into a slot of the chain. */
    public static CommitDocument inSlot(
            SealedCommit content, long number, long first, Instant at, Hash previous) {
        var hash = hash(content, number, first, at, previous);
        return new CommitDocument(number, first, at, previous, hash, content);
    }

    /**
     * Reads a document of this version, as {@link CommitDocumentCodec} does.
     *
     * @throws IllegalArgumentException for a document of another version
     * @throws LogCorruptException where it is no commit
     */
    public static CommitDocument fromBson(BsonDocument document) {
        if (document instanceof RawBsonDocument raw) {
            return CommitDocumentCodec.read(raw);
        }
        try (var reader = new BsonDocumentReader(document)) {
            return CommitDocumentCodec.INSTANCE.decode(reader, DecoderContext.builder().build());
        }
    }

    public BsonDocument toBson() {
        var document = new BsonDocument();
        try (var writer = new BsonDocumentWriter(document)) {
            CommitDocumentCodec.INSTANCE.encode(writer, this, EncoderContext.builder().build());
        }
        return document;
    }

    /** The same as bytes. */
    byte[] toBytes() {
        return content.template().filled(this);
    }

    /** The position of its last event. */
    public long last() {
        return first + content.events().size() - 1;
    }

    /** Whether the hash is that of what the document holds. */
    public boolean isIntact() {
        return hash.equals(hash(content, number, first, at, previous));
    }

    /**
     * This document, which holds what was written.
     *
     * @throws LogCorruptException where it is not {@linkplain #isIntact intact}
     */
    public CommitDocument intact() {
        if (!isIntact()) {
            throw new LogCorruptException(
                    "commit %d, of positions %d to %d, does not match its hash"
                            .formatted(number, first, last()));
        }
        return this;
    }

    /**
     * SHA-256("mooring1" ‖ prev ‖ u64 _id ‖ u64 first ‖ u32 n ‖ i64 at in ms ‖ u32 len ‖ w ‖ u32
     * len ‖ c ‖ event hashes), big-endian.
     */
    private static Hash hash(
            SealedCommit content, long number, long first, Instant at, Hash previous) {
        var workspace = content.workspace().getBytes(UTF_8);
        var id = content.id().getBytes(UTF_8);
        var events = content.events();
        var bytes =
                ByteBuffer.allocate(
                        DOMAIN.length
                                + Hash.SIZE
                                + NUMBERS
                                + workspace.length
                                + id.length
                                + events.size() * Hash.SIZE);
        bytes.put(DOMAIN)
                .put(previous.shared())
                .putLong(number)
                .putLong(first)
                .putInt(events.size())
                .putLong(at.toEpochMilli())
                .putInt(workspace.length)
                .put(workspace)
                .putInt(id.length)
                .put(id);
        events.forEach(event -> bytes.put(event.leaf().shared()));
        return Hash.of256(bytes.array());
    }
}
