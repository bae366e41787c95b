package dev.mooring.backup;

import static com.mongodb.client.model.Filters.gt;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose documents are never removed, document by document, in the order of their ids.
 * What was there before the copying began is in the copy, each as it was at some moment since.
 */
final class CollectionCopy {

    private static final int PAGE = 200;

    private final MongoCollection<RawBsonDocument> documents;

    CollectionCopy(MongoDatabase database, String name) {
        this.documents =
                database.getCollection(name, RawBsonDocument.class)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    void export(PartWriter.Documents to) throws IOException {
        @Nullable BsonValue last = null;
        while (true) {
            var from = last == null ? documents.find() : documents.find(gt("_id", last));
            int found = 0;
            for (var document : from.sort(Sorts.ascending("_id")).limit(PAGE)) {
                to.write(document);
                last = document.get("_id");
                found++;
            }
            if (found < PAGE) {
                return;
            }
        }
    }

    void load(Iterator<RawBsonDocument> source) {
        var page = new ArrayList<RawBsonDocument>(PAGE);
        while (source.hasNext()) {
            page.add(source.next());
            if (page.size() == PAGE || !source.hasNext()) {
                documents.insertMany(page);
                page.clear();
            }
        }
    }
}
