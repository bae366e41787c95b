package dev.mooring.backup;

import dev.mooring.eventlog.archive.LedgerLine;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * People's keys, and the index by which they are found, as they are restored: of whom the ledger
 * says that he was to be erased a tombstone alone, so that nobody reads his text before a server
 * has erased him again.
 */
final class RestoredKeys implements Iterator<RawBsonDocument> {

    private final Iterator<RawBsonDocument> stored;
    private final boolean index;
    private final Ledger ledger;
    private @Nullable RawBsonDocument next;

    private RestoredKeys(Iterator<RawBsonDocument> stored, boolean index, Ledger ledger) {
        this.stored = stored;
        this.index = index;
        this.ledger = ledger;
        this.next = find();
    }

    /** Of the collection {@code personal_keys}: {@code {_id: "workspace/user", key}}. */
    static RestoredKeys personal(Iterator<RawBsonDocument> stored, Ledger ledger) {
        return new RestoredKeys(stored, false, ledger);
    }

    /** Of the collection {@code user_index}: {@code {_id: "workspace/hash", user}}. */
    static RestoredKeys index(Iterator<RawBsonDocument> stored, Ledger ledger) {
        return new RestoredKeys(stored, true, ledger);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public RawBsonDocument next() {
        var found = next;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = find();
        return found;
    }

    private @Nullable RawBsonDocument find() {
        while (stored.hasNext()) {
            var document = stored.next();
            var erasure = erasure(document);
            if (erasure.isEmpty()) {
                return document;
            }
            if (!index) {
                return tombstone(erasure.get());
            }
        }
        return null;
    }

    private Optional<LedgerLine> erasure(RawBsonDocument document) {
        var id = document.getString("_id").getValue();
        if (!index) {
            return ledger.erasureOf(id);
        }
        var workspace = id.substring(0, id.indexOf('/') + 1);
        return ledger.erasureOf(workspace + document.getString("user").getValue());
    }

    /** As a key leaves one that is destroyed: none is made for this person again. */
    private static RawBsonDocument tombstone(LedgerLine erasure) {
        return new RawBsonDocument(
                new BsonDocument("_id", new BsonString(erasure.subject()))
                        .append("destroyedAt", new BsonDateTime(erasure.at().toEpochMilli())),
                new BsonDocumentCodec());
    }
}
