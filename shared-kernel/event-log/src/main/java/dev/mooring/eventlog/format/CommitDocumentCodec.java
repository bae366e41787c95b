package dev.mooring.eventlog.format;

import dev.mooring.eventlog.LogCorruptException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinaryReader;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Commits to and from the bytes that the driver sends and gets, with no tree of values in between:
 * whole logs are read this way. Thread-safe.
 */
public final class CommitDocumentCodec implements Codec<CommitDocument> {

    /** The one there is; it has no state. */
    public static final CommitDocumentCodec INSTANCE = new CommitDocumentCodec();

    private static final RawBsonDocumentCodec RAW = new RawBsonDocumentCodec();

    private CommitDocumentCodec() {}

    @Override
    public Class<CommitDocument> getEncoderClass() {
        return CommitDocument.class;
    }

    @Override
    public void encode(BsonWriter writer, CommitDocument commit, EncoderContext context) {
        try (var bytes = new BsonBinaryReader(ByteBuffer.wrap(commit.toBytes()))) {
            // Between bytes and bytes the driver copies.
            writer.pipe(bytes);
        }
    }

    /**
     * Reads a document of this version. The hash is as stored and not checked.
     *
     * @throws IllegalArgumentException for a document of another version
     * @throws LogCorruptException where it is no commit
     */
    @Override
    public CommitDocument decode(BsonReader reader, DecoderContext context) {
        return reader instanceof BsonBinaryReader
                ? read(RAW.decode(reader, context))
                : general(reader);
    }

    /** Reads a document's own bytes, likewise. */
    static CommitDocument read(RawBsonDocument document) {
        var bytes = document.getByteBuffer().asNIO();
        var commit =
                CommitBytes.read(
                        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        if (commit != null) {
            return commit;
        }
        try (var reader = new BsonBinaryReader(bytes)) {
            return general(reader);
        }
    }

    private static CommitDocument general(BsonReader reader) {
        var fields = new Fields();
        try {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                fields.read(reader.readName(), reader);
            }
            reader.readEndDocument();
            return fields.commit();
        } catch (BsonInvalidOperationException e) {
            throw fields.corrupt(e);
        }
    }

    /** What of a document has been read. */
    private static final class Fields {

        private @Nullable Long number;
        private int version;
        private @Nullable String workspace;
        private @Nullable Long first;
        private int count = -1;
        private @Nullable String id;
        private final List<String> keys = new ArrayList<>(2);
        private @Nullable Instant at;
        private @Nullable Hash previous;
        private @Nullable Hash hash;
        private final List<EventBytes> events = new ArrayList<>(1);

        /** A field that a newer version adds is none of this one's concern. */
        void read(String name, BsonReader reader) {
            switch (name) {
                case "_id" -> number = reader.readInt64();
                case "v" -> version = reader.readInt32();
                case "w" -> workspace = reader.readString();
                case "first" -> first = reader.readInt64();
                case "n" -> count = reader.readInt32();
                case "c" -> id = reader.readString();
                case "k" -> each(reader, () -> keys.add(reader.readString()));
                case "at" -> at = Instant.ofEpochMilli(reader.readDateTime());
                case "prev" -> previous = hash(reader);
                case "hash" -> hash = hash(reader);
                case "e" ->
                        each(
                                reader,
                                () ->
                                        events.add(
                                                new EventBytes(reader.readBinaryData().getData())));
                default -> reader.skipValue();
            }
        }

        CommitDocument commit() {
            if (version != CommitDocument.VERSION) {
                throw new IllegalArgumentException("commit of unknown version " + version);
            }
            if (number == null
                    || workspace == null
                    || first == null
                    || id == null
                    || at == null
                    || previous == null
                    || hash == null
                    || count != events.size()
                    || keys.size() < count) {
                throw corrupt(null);
            }
            var content = new SealedCommit(workspace, id, keys, events);
            return new CommitDocument(number, first, at, previous, hash, content);
        }

        LogCorruptException corrupt(@Nullable Throwable cause) {
            var corrupt =
                    new LogCorruptException(
                            "commit %s is no document of this log"
                                    .formatted(number == null ? "without a number" : number));
            corrupt.initCause(cause);
            return corrupt;
        }

        private Hash hash(BsonReader reader) {
            var bytes = reader.readBinaryData().getData();
            if (bytes.length != Hash.SIZE) {
                throw corrupt(null);
            }
            return Hash.taking(bytes);
        }

        private static void each(BsonReader reader, Runnable element) {
            reader.readStartArray();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                element.run();
            }
            reader.readEndArray();
        }
    }
}
