package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

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

    /** Puts a sealed commit into a slot of the chain. */
    public static CommitDocument inSlot(
            SealedCommit content, long number, long first, Instant at, Hash previous) {
        var hash = hash(content, number, first, at, previous);
        return new CommitDocument(number, first, at, previous, hash, content);
    }

    /** Reads a document of this version. The hash is as stored and not checked. */
    public static CommitDocument fromBson(BsonDocument document) {
        var version = document.getInt32("v").getValue();
        if (version != VERSION) {
            throw new IllegalArgumentException("commit of unknown version " + version);
        }
        var events =
                document.getArray("e").stream()
                        .map(event -> new EventBytes(event.asBinary().getData()))
                        .toList();
        var keys = document.getArray("k").stream().map(key -> key.asString().getValue()).toList();
        return new CommitDocument(
                document.getInt64("_id").getValue(),
                document.getInt64("first").getValue(),
                Instant.ofEpochMilli(document.getDateTime("at").getValue()),
                Hash.of(document.getBinary("prev").getData()),
                Hash.of(document.getBinary("hash").getData()),
                new SealedCommit(
                        document.getString("w").getValue(),
                        document.getString("c").getValue(),
                        keys,
                        events));
    }

    public BsonDocument toBson() {
        var keys = new BsonArray(content.keys().stream().map(BsonString::new).toList());
        var events =
                new BsonArray(
                        content.events().stream()
                                .map(event -> new BsonBinary(event.shared()))
                                .toList());
        return new BsonDocument("_id", new BsonInt64(number))
                .append("v", new BsonInt32(VERSION))
                .append("w", new BsonString(content.workspace()))
                .append("first", new BsonInt64(first))
                .append("n", new BsonInt32(content.events().size()))
                .append("c", new BsonString(content.id()))
                .append("k", keys)
                .append("at", new BsonDateTime(at.toEpochMilli()))
                .append("prev", new BsonBinary(previous.bytes()))
                .append("hash", new BsonBinary(hash.bytes()))
                .append("e", events);
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
     * SHA-256("mooring1" ‖ prev ‖ u64 _id ‖ u64 first ‖ u32 n ‖ i64 at in ms ‖ u32 len ‖ w ‖ u32
     * len ‖ c ‖ event hashes), big-endian.
     */
    private static Hash hash(
            SealedCommit content, long number, long first, Instant at, Hash previous) {
        var digest = Hash.sha256();
        digest.update(DOMAIN);
        previous.into(digest);
        digest.update(
                ByteBuffer.allocate(28)
                        .putLong(number)
                        .putLong(first)
                        .putInt(content.events().size())
                        .putLong(at.toEpochMilli())
                        .array());
        text(digest, content.workspace());
        text(digest, content.id());
        content.events().forEach(event -> event.leaf().into(digest));
        return Hash.finish(digest);
    }

    private static void text(MessageDigest digest, String text) {
        var bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
