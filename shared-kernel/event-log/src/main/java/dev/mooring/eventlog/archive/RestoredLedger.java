package dev.mooring.eventlog.archive;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;

/**
 * What a restored log does not say although it has happened, until a server has said it again: in
 * the collection {@code restored_ledger}, {@code {_id: "workspace/id", kind, workspace, id, event,
 * position, at}}. Durable on a majority when a call returns. Thread-safe.
 */
public final class RestoredLedger {

    public static final String COLLECTION = "restored_ledger";

    private final MongoCollection<Document> documents;

    public RestoredLedger(MongoDatabase database) {
        this.documents =
                database.getCollection(COLLECTION)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Leaves these to the server that starts first; of one subject there is one line at most. */
    public void leave(Collection<LedgerLine> lines) {
        if (!lines.isEmpty()) {
            documents.insertMany(lines.stream().map(RestoredLedger::document).toList());
        }
    }

    /** Those that are left. */
    public List<LedgerLine> left() {
        var lines = new ArrayList<LedgerLine>();
        for (var document : documents.find()) {
            lines.add(line(document));
        }
        return lines;
    }

    /** Takes one away that the log says now. Repeating it does no harm. */
    public void done(LedgerLine line) {
        documents.deleteOne(eq("_id", line.subject()));
    }

    private static Document document(LedgerLine line) {
        return new Document("_id", line.subject())
                .append("kind", line.kind())
                .append("workspace", line.workspace())
                .append("id", line.id())
                .append("event", line.event())
                .append("position", line.position())
                .append("at", line.at());
    }

    private static LedgerLine line(Document stored) {
        return new LedgerLine(
                stored.getString("kind"),
                stored.getString("workspace"),
                stored.getString("id"),
                stored.getString("event"),
                stored.getLong("position"),
                stored.getDate("at").toInstant());
    }
}
