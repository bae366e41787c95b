package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares documents with their index entries before the first command runs. They are separate maps
 * in one file, and a commit that cut between them would be told nowhere else.
 *
 * <p>Documents are the truth: an entry that is missing is added, one that leads nowhere is removed.
 * Two documents with one unique key cannot be mended and stop the start.
 */
final class IndexCheck {

    private static final Logger log = LoggerFactory.getLogger(IndexCheck.class);

    /** After a clean end, only the newest documents of each collection are looked at. */
    private static final int TAIL = 1_000;

    private final Backend backend;

    IndexCheck(Backend backend) {
        this.backend = backend;
    }

    /**
     * Checks and mends.
     *
     * @param tailOnly whether the newest documents are enough; otherwise all, and all entries
     * @return how many entries were mended
     * @throws EmbeddedMongoException when two documents have one unique key
     */
    int run(boolean tailOnly) {
        return backend.databases()
                .flatMap(StoredDatabase::storedCollections)
                .mapToInt(collection -> check(collection, tailOnly))
                .sum();
    }

    private static int check(StoredCollection collection, boolean tailOnly) {
        int mended = 0;
        for (Index<Object> index : List.copyOf(collection.getIndexes())) {
            if (index instanceof StoredIndex stored) {
                int removed = tailOnly ? 0 : removeEntriesThatLeadNowhere(collection, stored);
                int added = addMissingEntries(collection, stored, tailOnly ? TAIL : Long.MAX_VALUE);
                if (removed + added > 0) {
                    log.warn(
                            "mended index {} of {}: {} entries removed, {} added",
                            index.getName(),
                            collection.getFullName(),
                            removed,
                            added);
                }
                mended += removed + added;
            }
        }
        return mended;
    }

    private static int removeEntriesThatLeadNowhere(
            StoredCollection collection, StoredIndex index) {
        MVMap<KeyValue, Object> positions = index.positions();
        int removed = 0;
        Cursor<KeyValue, Object> entries = positions.cursor(null);
        while (entries.hasNext()) {
            KeyValue key = entries.next();
            Document document = collection.documents().get(entries.getValue());
            if (document == null || !index.getKeyValues(document).contains(key)) {
                positions.remove(key);
                removed++;
            }
        }
        return removed;
    }

    private static int addMissingEntries(
            StoredCollection collection, StoredIndex index, long newest) {
        int added = 0;
        Cursor<Object, Document> documents = collection.documents().cursor(null, null, true);
        for (long i = 0; i < newest && documents.hasNext(); i++) {
            Object position = documents.next();
            Document document = documents.getValue();
            for (KeyValue key : index.getKeyValues(document)) {
                if (index.mayLeaveOut(key)) {
                    continue;
                }
                Object indexed = index.positions().putIfAbsent(key, position);
                if (indexed == null) {
                    added++;
                } else if (BsonTypes.VALUE.compare(indexed, position) != 0) {
                    throw Damage.duplicateKey(collection.getFullName(), index.getName());
                }
            }
        }
        return added;
    }
}
