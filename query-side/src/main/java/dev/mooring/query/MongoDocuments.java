package dev.mooring.query;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.mooring.language.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;

/**
 * The documents of one read model on MongoDB or the embedded server: a document's own fields, and
 * {@code _id}, {@code workspace}, {@code kind} and {@code position} beside them.
 *
 * <p>Which version of a read model is the live one is decided where this is opened: {@link
 * ReadModel#collection()} is the only name of its collection.
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

    private final MongoCollection<BsonDocument> collection;

    private MongoDocuments(MongoCollection<BsonDocument> collection) {
        this.collection = collection;
    }

    /** Makes the collection's indexes where they are missing. */
    public static MongoDocuments open(MongoDatabase database, ReadModel model) {
        var collection =
                database.getCollection(model.collection(), BsonDocument.class)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        model.indexes().forEach(collection::createIndex);
        return new MongoDocuments(collection);
    }

    @Override
    public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
        var byText = new HashMap<String, Key<?>>();
        keys.forEach(key -> byText.put(key.text(), key));
        var result = new HashMap<Key<?>, Stored<?>>();
        for (var document : collection.find(in(ID, byText.keySet()))) {
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
        for (var document : collection.find(his).projection(include(ID))) {
            ids.add(document.getString(ID).getValue());
        }
        return ids;
    }

    @Override
    public void save(Collection<? extends Stored<?>> documents) {
        var writes = new ArrayList<ReplaceOneModel<BsonDocument>>(documents.size());
        var upsert = new ReplaceOptions().upsert(true);
        for (var stored : documents) {
            var older = and(eq(ID, stored.key().text()), lt(POSITION, stored.position()));
            writes.add(new ReplaceOneModel<>(older, document(stored), upsert));
        }
        try {
            collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            // The upsert of a document that is there at this position or later finds its id taken.
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream()
                            .anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    @Override
    public <D extends Record> Optional<D> find(WorkspaceId workspace, Kind<D> kind, String id) {
        var key = new Key<>(workspace, kind, id);
        return Optional.ofNullable(collection.find(eq(ID, key.text())).first())
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
        for (var document : collection.find(in(ID, idOf.keySet()))) {
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
        for (var document : collection.find(within(workspace, filter)).sort(sort).limit(limit)) {
            result.add(decode(kind, document));
        }
        return result;
    }

    private static Bson within(WorkspaceId workspace, List<Bson> filter) {
        var all = new ArrayList<Bson>(filter.size() + 1);
        all.add(eq(WORKSPACE, workspace.value()));
        all.addAll(filter);
        return Filters.and(all);
    }

    private <D extends Record> Stored<D> stored(Key<D> key, BsonDocument document) {
        return new Stored<>(
                key, document.getNumber(POSITION).longValue(), decode(key.kind(), document));
    }

    private <D extends Record> D decode(Kind<D> kind, BsonDocument document) {
        return collection
                .getCodecRegistry()
                .get(kind.type())
                .decode(new BsonDocumentReader(document), DecoderContext.builder().build());
    }

    private <D extends Record> BsonDocument document(Stored<D> stored) {
        var key = stored.key();
        var document = new BsonDocument(ID, new BsonString(key.text()));
        document.append(WORKSPACE, new BsonString(key.workspace().value()));
        document.append(KIND, new BsonString(key.kind().name()));
        document.append(POSITION, new BsonInt64(stored.position()));
        var fields = new BsonDocument();
        collection
                .getCodecRegistry()
                .get(key.kind().type())
                .encode(
                        new BsonDocumentWriter(fields),
                        stored.document(),
                        EncoderContext.builder().build());
        document.putAll(fields);
        return document;
    }
}
