package dev.mooring.query;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.mooring.language.WorkspaceId;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.bson.io.BasicOutputBuffer;

/**
 * The documents of one read model on MongoDB or the embedded server: a document's own fields, and
 * {@code _id}, {@code workspace}, {@code kind} and {@code position} beside them.
 *
 * <p>Of one generation of it, or of whichever is served at the moment of each call.
 */
public final class MongoDocuments implements Documents {

    public static final String WORKSPACE = "workspace";
    public static final String KIND = "kind";

    /** Whose personal text a document holds, by his {@code usr_} id. */
    public static final String USER = "user";

    /** Finds what {@link #ofUser} asks for. */
    static final Bson BY_USER = Indexes.ascending(WORKSPACE, USER);

    private static final String ID = "_id";
    private static final String POSITION = "position";
    private static final int DUPLICATE_KEY = 11000;
    private static final int IDS_AT_ONCE = 10_000;
    private static final CodecRegistry CODECS = MongoClientSettings.getDefaultCodecRegistry();

    /** The fields that documents of a type bring themselves. */
    private static final ClassValue<Set<String>> OWN_FIELDS =
            new ClassValue<>() {
                @Override
                protected Set<String> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .collect(Collectors.toUnmodifiableSet());
                }
            };

    /** Of a BSON document: its length in front, and with the zero behind, one without fields. */
    private static final int LENGTH = 4;

    private static final int EMPTY = 5;

    private final Supplier<MongoCollection<RawBsonDocument>> collections;

    private MongoDocuments(Supplier<MongoCollection<RawBsonDocument>> collections) {
        this.collections = collections;
    }

    /** Those of a generation. */
    public static MongoDocuments of(MongoDatabase database, Generation generation) {
        var collection = collection(database, generation);
        return new MongoDocuments(() -> collection);
    }

    /**
     * Those of another generation at any time.
     *
     * @param served the one that counts at the moment; may refuse
     */
    public static MongoDocuments following(MongoDatabase database, Supplier<Generation> served) {
        return new MongoDocuments(() -> collection(database, served.get()));
    }

    /** Makes a read model's indexes where they are missing. */
    public void createIndexes(ReadModel model) {
        var collection = collections.get();
        model.indexes().forEach(collection::createIndex);
    }

    /** Makes the index by which {@link #ofUser} finds. */
    public void createOwnersIndex() {
        collections.get().createIndex(BY_USER);
    }

    /** Removes all of them, and their indexes. */
    public void drop() {
        collections.get().drop();
    }

    @Override
    public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
        var byText = new HashMap<String, Key<?>>();
        keys.forEach(key -> byText.put(key.text(), key));
        var result = new HashMap<Key<?>, Stored<?>>();
        for (var document : collections.get().find(in(ID, byText.keySet()))) {
            var key = byText.get(document.getString(ID).getValue());
            if (key != null) {
                result.put(key, stored(key, document));
            }
        }
        return result;
    }

    @Override
    public Collection<String> ofUser(WorkspaceId workspace, String user) {
        var ids = new ArrayList<String>();
        var his = and(eq(WORKSPACE, workspace.value()), eq(USER, user));
        for (var document : collections.get().find(his).projection(include(ID))) {
            ids.add(document.getString(ID).getValue());
        }
        return ids;
    }

    @Override
    public void save(Collection<? extends Stored<?>> documents) {
        var writes = new ArrayList<ReplaceOneModel<RawBsonDocument>>(documents.size());
        var upsert = new ReplaceOptions().upsert(true);
        for (var stored : documents) {
            var older = and(eq(ID, stored.key().text()), lt(POSITION, stored.position()));
            writes.add(new ReplaceOneModel<>(older, document(stored), upsert));
        }
        try {
            collections.get().bulkWrite(writes, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            // The upsert of a document that is there at this position or later finds its id taken.
            requireDuplicatesOnly(e);
        }
    }

    /** Writes documents that are most likely not there, which is faster; else as {@link #save}. */
    public void insert(Collection<? extends Stored<?>> documents) {
        var raw = documents.stream().<RawBsonDocument>map(MongoDocuments::document).toList();
        try {
            collections.get().insertMany(raw, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            requireDuplicatesOnly(e);
            var all = List.copyOf(documents);
            save(e.getWriteErrors().stream().map(error -> all.get(error.getIndex())).toList());
        }
    }

    /** Hands out the ids of all documents, as {@link Key#text} has them, in no order. */
    public void ids(Consumer<String> taker) {
        for (var document :
                collections.get().find().projection(include(ID)).batchSize(IDS_AT_ONCE)) {
            taker.accept(document.getString(ID).getValue());
        }
    }

    /**
     * The ids of so many documents taken at random, as {@link Key#text} has them. Goes through all
     * ids (reservoir sampling), since the embedded server cannot sample.
     */
    public List<String> sample(int size, RandomGenerator random) {
        var taken = new ArrayList<String>();
        var passed = new AtomicLong();
        ids(id -> {
            long place = random.nextLong(passed.incrementAndGet());
            if (taken.size() < size) {
                taken.add(id);
            } else if (place < size) {
                taken.set((int) place, id);
            }
        });
        return taken;
    }

    /** What those of the ids say that there are, whatever position it is of. */
    public Map<String, BsonDocument> contents(Collection<String> ids) {
        var contents = new HashMap<String, BsonDocument>();
        for (var document : collections.get().find(in(ID, ids))) {
            var content = new BsonDocument();
            document.forEach(content::append);
            content.remove(POSITION);
            contents.put(document.getString(ID).getValue(), content);
        }
        return contents;
    }

    /** How large a document is in the database, in bytes. */
    public static int size(Stored<?> stored) {
        return fields(stored).length;
    }

    @Override
    public <D extends Record> Optional<D> find(WorkspaceId workspace, Kind<D> kind, String id) {
        var key = new Key<>(workspace, kind, id);
        return Optional.ofNullable(collections.get().find(eq(ID, key.text())).first())
                .map(document -> decode(kind, document));
    }

    @Override
    public <D extends Record> Map<String, D> find(
            WorkspaceId workspace, Kind<D> kind, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var idOf = new HashMap<String, String>();
        ids.forEach(id -> idOf.put(new Key<>(workspace, kind, id).text(), id));
        var result = new LinkedHashMap<String, D>();
        for (var document : collections.get().find(in(ID, idOf.keySet()))) {
            var id = idOf.get(document.getString(ID).getValue());
            if (id != null) {
                result.put(id, decode(kind, document));
            }
        }
        return result;
    }

    /**
     * A page of the documents of a kind.
     *
     * @param filter on the documents' fields; the workspace is added here, first
     * @param sort by fields of one of the read model's indexes
     */
    public <D extends Record> List<D> list(
            WorkspaceId workspace, Kind<D> kind, List<Bson> filter, Bson sort, int limit) {
        var result = new ArrayList<D>();
        for (var document :
                collections.get().find(within(workspace, filter)).sort(sort).limit(limit)) {
            result.add(decode(kind, document));
        }
        return result;
    }

    private static void requireDuplicatesOnly(MongoBulkWriteException failure) {
        if (failure.getWriteConcernError() != null
                || failure.getWriteErrors().stream()
                        .anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
            throw failure;
        }
    }

    private static Bson within(WorkspaceId workspace, List<Bson> filter) {
        var all = new ArrayList<Bson>(filter.size() + 1);
        all.add(eq(WORKSPACE, workspace.value()));
        all.addAll(filter);
        return Filters.and(all);
    }

    private static <D extends Record> Stored<D> stored(Key<D> key, RawBsonDocument document) {
        return new Stored<>(
                key, document.getNumber(POSITION).longValue(), decode(key.kind(), document));
    }

    private static <D extends Record> D decode(Kind<D> kind, RawBsonDocument document) {
        try (var reader = new BsonBinaryReader(document.getByteBuffer().asNIO())) {
            return CODECS.get(kind.type()).decode(reader, DecoderContext.builder().build());
        }
    }

    /** The head and the document's own fields, put together as bytes: that is done very often. */
    private static <D extends Record> RawBsonDocument document(Stored<D> stored) {
        var head = head(stored);
        var fields = fields(stored);
        var whole =
                ByteBuffer.allocate(head.length + fields.length - EMPTY)
                        .order(ByteOrder.LITTLE_ENDIAN);
        whole.putInt(whole.capacity());
        whole.put(head, LENGTH, head.length - EMPTY);
        whole.put(fields, LENGTH, fields.length - LENGTH);
        return new RawBsonDocument(whole.array());
    }

    /** What the document has itself under the same name counts, and stands there once. */
    private static byte[] head(Stored<?> stored) {
        var key = stored.key();
        try (var bytes = new BasicOutputBuffer();
                var writer = new BsonBinaryWriter(bytes)) {
            writer.writeStartDocument();
            writer.writeString(ID, key.text());
            var own = OWN_FIELDS.get(key.kind().type());
            if (!own.contains(WORKSPACE)) {
                writer.writeString(WORKSPACE, key.workspace().value());
            }
            if (!own.contains(KIND)) {
                writer.writeString(KIND, key.kind().name());
            }
            if (!own.contains(POSITION)) {
                writer.writeInt64(POSITION, stored.position());
            }
            writer.writeEndDocument();
            return bytes.toByteArray();
        }
    }

    private static <D extends Record> byte[] fields(Stored<D> stored) {
        try (var bytes = new BasicOutputBuffer();
                var writer = new BsonBinaryWriter(bytes)) {
            CODECS.get(stored.key().kind().type())
                    .encode(writer, stored.document(), EncoderContext.builder().build());
            return bytes.toByteArray();
        }
    }

    private static MongoCollection<RawBsonDocument> collection(
            MongoDatabase database, Generation generation) {
        return database.getCollection(generation.collection(), RawBsonDocument.class)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }
}
