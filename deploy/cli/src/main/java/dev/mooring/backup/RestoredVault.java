package dev.mooring.backup;

import dev.mooring.eventlog.archive.LedgerLine;
import java.util.Iterator;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * The vault's entries as they are restored: what has ended leaves a tombstone alone, and nobody
 * holds a lease on a refresh any more; how often a token was sent stays known.
 */
final class RestoredVault implements Iterator<RawBsonDocument> {

    private final Iterator<RawBsonDocument> stored;
    private final Ledger ledger;
    private final Reconciliation reconciliation;

    RestoredVault(Iterator<RawBsonDocument> stored, Ledger ledger, Reconciliation reconciliation) {
        this.stored = stored;
        this.ledger = ledger;
        this.reconciliation = reconciliation;
    }

    @Override
    public boolean hasNext() {
        return stored.hasNext();
    }

    @Override
    public RawBsonDocument next() {
        var entry = stored.next();
        var id = entry.getString("_id").getValue();
        var end = ledger.endOf(id);
        if (end.isPresent()) {
            reconciliation.vault(id, 0);
            return tombstone(end.get());
        }
        reconciliation.vault(id, newest(entry));
        return entry.containsKey("refresh") ? withoutLease(entry) : entry;
    }

    /** As the vault leaves one: nothing can be stored for this authorization again. */
    private static RawBsonDocument tombstone(LedgerLine end) {
        return new RawBsonDocument(
                new BsonDocument("_id", new BsonString(end.subject()))
                        .append("workspace", new BsonString(end.workspace()))
                        .append("authorization", new BsonString(end.id()))
                        .append("destroyedAt", new BsonDateTime(end.at().toEpochMilli())),
                new BsonDocumentCodec());
    }

    private static RawBsonDocument withoutLease(RawBsonDocument entry) {
        var copy = new BsonDocument();
        new BsonDocumentWriter(copy).pipe(entry.asBsonReader());
        copy.getDocument("refresh").put("until", new BsonDateTime(0));
        return new RawBsonDocument(copy, new BsonDocumentCodec());
    }

    private static long newest(BsonDocument entry) {
        return entry.containsKey("pending")
                ? version(entry, "pending")
                : entry.containsKey("current") ? version(entry, "current") : 0;
    }

    private static long version(BsonDocument entry, String generation) {
        return entry.getDocument(generation).getNumber("version").longValue();
    }
}
