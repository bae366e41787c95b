package dev.mooring.eventlog.due;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.WriteModel;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/** What is due, kept beside the log and rebuildable from it: one document per policy and key. */
final class DueEntries {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> entries;
    private final String policy;

    DueEntries(MongoDatabase database, String collection, String policy) {
        this.entries =
                database.getCollection(collection)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        this.policy = policy;
    }

    /** Sets and clears, in one write. */
    void change(Collection<Due> set, Collection<String> clear) {
        var writes = new ArrayList<WriteModel<Document>>();
        for (var due : set) {
            writes.add(
                    new ReplaceOneModel<>(Filters.eq("_id", id(due.key())), document(due), UPSERT));
        }
        for (var key : clear) {
            writes.add(new DeleteOneModel<>(Filters.eq("_id", id(key))));
        }
        if (!writes.isEmpty()) {
            entries.bulkWrite(writes);
        }
    }

    /** Makes the index that {@link #dueBy} walks, where it is missing. */
    void createIndex() {
        entries.createIndex(Indexes.ascending("policy", "at"));
    }

    /** What is due by a time, the longest overdue first, up to so many. */
    List<Due> dueBy(Instant now, int most) {
        return entries.find(Filters.and(Filters.eq("policy", policy), Filters.lte("at", now)))
                .sort(Sorts.ascending("at"))
                .limit(most)
                .map(DueEntries::due)
                .into(new ArrayList<>());
    }

    /** Removes what was sent, unless something else has become due under its key. */
    void settled(Due due) {
        entries.deleteOne(
                Filters.and(Filters.eq("_id", id(due.key())), Filters.eq("cause", due.cause())));
    }

    private Document document(Due due) {
        return new Document("_id", id(due.key()))
                .append("policy", policy)
                .append("key", due.key())
                .append("at", due.at())
                .append("workspace", due.workspace().value())
                .append("owner", due.owner())
                .append("cause", due.cause())
                .append("details", new Document(new TreeMap<String, Object>(due.details())));
    }

    private static Due due(Document stored) {
        var details = new TreeMap<String, String>();
        for (Map.Entry<String, Object> detail : stored.get("details", Document.class).entrySet()) {
            details.put(detail.getKey(), (String) detail.getValue());
        }
        return new Due(
                stored.getString("key"),
                stored.get("at", Date.class).toInstant(),
                new WorkspaceId(stored.getString("workspace")),
                stored.getString("owner"),
                stored.getString("cause"),
                details);
    }

    private String id(String key) {
        return policy + '/' + key;
    }
}
