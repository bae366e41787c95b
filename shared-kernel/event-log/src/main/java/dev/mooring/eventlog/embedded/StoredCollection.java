package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose stored documents never change: an update works on a copy and puts that in
 * place. So a query needs no lock but for the moment in which it looks up positions, and an answer
 * may be encoded while the next command runs.
 *
 * <p>(The library updates documents where they lie, so that {@code findOneAndUpdate} told two
 * callers the same outcome, and holds its lock for the whole of a query.)
 */
final class StoredCollection extends H2Collection {

    private final MVMap<Object, Document> documents;

    /** Whether the query that is running selects what to update; guarded by this. */
    private boolean selectsForUpdate;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
    }

    /** From position, which is the id, to document; for {@link IndexCheck}. */
    MVMap<Object, Document> documents() {
        return documents;
    }

    @Override
    public synchronized Document findAndModify(Document query) {
        selectsForUpdate = true;
        try {
            return super.findAndModify(query);
        } finally {
            selectsForUpdate = false;
        }
    }

    @Override
    public synchronized Document updateDocuments(
            Document selector,
            Document update,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        selectsForUpdate = true;
        try {
            return super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog);
        } finally {
            selectsForUpdate = false;
        }
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String indexName) {
        super.dropIndex(indexName);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // see the class's comment
    public QueryResult handleQuery(QueryParameters parameters) {
        Document selector = parameters.getQuerySelector();
        Document query = selector;
        Document order = null;
        if (selector.containsKey("query")) {
            query = (Document) selector.get("query");
            order = (Document) selector.get("orderby");
        } else if (selector.containsKey("$query")) {
            query = (Document) selector.get("$query");
            order = (Document) selector.get("$orderby");
        }
        return queryDocuments(
                query,
                order,
                parameters.getNumberToSkip(),
                parameters.getLimit(),
                parameters.getBatchSize(),
                parameters.getProjection());
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        List<Document> indexed = lookUp(query);
        if (indexed != null) {
            return matchDocumentsFromStream(
                    indexed.stream(), query, orderBy, numberToSkip, limit, batchSize, fields);
        }
        IdScan scan = IdScan.of(query, orderBy, getIdField());
        Document sort = scan.isInOrder() ? null : orderBy;
        // Keeps the pages of this moment from being written over, however long the scan takes.
        MVStore.TxCounter moment = documents.getStore().registerVersionUsage();
        try {
            return matchDocumentsFromStream(
                    scan.over(documents), query, sort, numberToSkip, limit, batchSize, fields);
        } finally {
            documents.getStore().deregisterVersionUsage(moment);
        }
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        return super.createQueryResult(
                selectsForUpdate ? matched.stream().map(Document::cloneDeeply).toList() : matched,
                batchSize);
    }

    /** Nobody reads it, and it would be one more page to write with each commit. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /**
     * The documents that an index finds for the part of the query that it knows, all as of one
     * moment; the rest of the query is still to be matched. Null when no index helps.
     */
    private synchronized @Nullable List<Document> lookUp(Document query) {
        for (Index<Object> index : getIndexes()) {
            Document known = knownPart(index, query);
            if (known != null && index.canHandle(known)) {
                // A document with several of the keys is found several times.
                Set<Object> positions = new LinkedHashSet<>();
                index.getPositions(known).forEach(positions::add);
                return positions.stream().map(documents::get).filter(Objects::nonNull).toList();
            }
        }
        return null;
    }

    private static @Nullable Document knownPart(Index<Object> index, Document query) {
        Document known = new Document();
        for (IndexKey key : index.getKeys()) {
            Object value = query.get(key.getKey());
            if (!query.containsKey(key.getKey())
                    || BsonRegularExpression.isRegularExpression(value)) {
                return null;
            }
            known.put(key.getKey(), value);
        }
        return known;
    }
}
