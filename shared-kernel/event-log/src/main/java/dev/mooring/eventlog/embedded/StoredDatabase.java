package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Keeps collections and indexes as BSON, in maps named as the library names them. */
final class StoredDatabase extends H2Database {

    private final MVStore store;
    private final CursorRegistry cursors;
    private final Map<String, StoredCollection> collections;

    StoredDatabase(String name, MVStore store, CursorRegistry cursors) {
        // Before super: it opens, by the methods below, what the store holds already.
        this.store = store;
        this.cursors = cursors;
        this.collections = new ConcurrentHashMap<>();
        super(name, store, cursors);
    }

    /** Every collection that was opened, those that the library keeps for itself included. */
    Stream<StoredCollection> storedCollections() {
        return collections.values().stream();
    }

    @Override
    public Document handleCommand(
            Channel channel,
            String command,
            Document query,
            DatabaseResolver databases,
            Oplog oplog) {
        if (command.equals("update")
                && !Boolean.FALSE.equals(query.get("ordered"))
                && query.get("updates") instanceof List<?> updates
                && updates.size() > 1) {
            return OrderedUpdates.run(
                    query,
                    updates,
                    one -> super.handleCommand(channel, command, one, databases, oplog));
        }
        return super.handleCommand(channel, command, query, databases, oplog);
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        collections.remove(collectionName);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
            String collectionName, CollectionOptions options) {
        String fullName = getFullCollectionNamespace(collectionName);
        MVMap<Object, Document> documents =
                store.openMap(
                        "databases." + fullName,
                        new MVMap.Builder<Object, Document>()
                                .keyType(BsonTypes.VALUE)
                                .valueType(BsonTypes.DOCUMENT));
        MVMap<String, Object> meta = store.openMap("meta." + fullName);
        StoredCollection collection =
                new StoredCollection(this, collectionName, options, documents, meta, cursors);
        collections.put(collectionName, collection);
        return collection;
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        String map = getFullCollectionNamespace(collectionName) + "._index_" + indexName;
        return new StoredIndex(
                store.openMap(
                        map,
                        new MVMap.Builder<KeyValue, Object>()
                                .keyType(BsonTypes.KEY)
                                .valueType(BsonTypes.VALUE)),
                indexName,
                new ArrayList<>(keys),
                sparse);
    }
}
