package dev.mooring.eventlog.archive;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/**
 * What a database that was filled from a backup says of that, in the collection {@code restore}:
 * {@code {_id: "restore", state: "running" | "whole", backup, at, position, keysAwait, revoked:
 * […], confirmed: […]}}. Durable on a majority when a call returns. Thread-safe.
 */
public final class RestoreRecord {

    public static final String COLLECTION = "restore";

    private static final String ID = "restore";
    private static final String STATE = "state";
    private static final String RUNNING = "running";
    private static final String WHOLE = "whole";
    private static final String KEYS_AWAIT = "keysAwait";
    private static final String REVOKED = "revoked";
    private static final String CONFIRMED = "confirmed";

    private final MongoCollection<Document> documents;

    public RestoreRecord(MongoDatabase database) {
        this.documents =
                database.getCollection(COLLECTION)
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * A restore that came to its end.
     *
     * @param backup the backup's id
     * @param position up to which the log comes from the backup
     * @param keysAwait whether API keys up to there open nothing until they are confirmed
     * @param revoked ids of those that the ledger says were revoked since: they wait in any case,
     *     and are confirmed by id alone. They are not revoked again, since a key that took the
     *     place of one is not in the backup, and nobody might get in any more.
     * @param confirmed ids of those that were
     */
    public record Restored(
            String backup,
            Instant at,
            long position,
            boolean keysAwait,
            Set<String> revoked,
            Set<String> confirmed) {

        public Restored {
            revoked = Set.copyOf(revoked);
            confirmed = Set.copyOf(confirmed);
        }

        /** Whether there may be keys that have to wait. */
        public boolean suspendsSome() {
            return keysAwait || !revoked.isEmpty();
        }

        /** Whether an API key that was made at a position has to wait. */
        public boolean suspends(String key, long madeAt) {
            return (keysAwait || revoked.contains(key))
                    && madeAt <= position
                    && !confirmed.contains(key);
        }
    }

    /** Notes that the database is being filled: until {@link #complete} it is good for nothing. */
    public void begin(String backup, Instant at) {
        documents.insertOne(
                new Document("_id", ID)
                        .append(STATE, RUNNING)
                        .append("backup", backup)
                        .append("at", at));
    }

    /** Notes that everything is there. */
    public void complete(long position, boolean keysAwait, Collection<String> revoked) {
        documents.updateOne(
                eq("_id", ID),
                Updates.combine(
                        Updates.set(STATE, WHOLE),
                        Updates.set("position", position),
                        Updates.set(KEYS_AWAIT, keysAwait),
                        Updates.set(REVOKED, List.copyOf(revoked))));
    }

    /**
     * The restore that this database comes from; empty where it was never restored.
     *
     * @throws RestoreIncompleteException where a restore has not come to its end
     */
    public Optional<Restored> find() {
        var stored = documents.find(eq("_id", ID)).first();
        if (stored == null) {
            return Optional.empty();
        }
        if (!WHOLE.equals(stored.getString(STATE))) {
            throw new RestoreIncompleteException(stored.getString("backup"));
        }
        return Optional.of(
                new Restored(
                        stored.getString("backup"),
                        stored.getDate("at").toInstant(),
                        stored.getLong("position"),
                        stored.getBoolean(KEYS_AWAIT),
                        new HashSet<>(stored.getList(REVOKED, String.class, List.of())),
                        new HashSet<>(stored.getList(CONFIRMED, String.class, List.of()))));
    }

    /** Lets these keys open what they opened before. */
    public void confirm(Collection<String> keys) {
        documents.updateOne(eq("_id", ID), Updates.addEachToSet(CONFIRMED, List.copyOf(keys)));
    }

    /** Lets all keys open what they opened before, but for those that were revoked since. */
    public void confirmAll() {
        documents.updateOne(eq("_id", ID), Updates.set(KEYS_AWAIT, false));
    }
}
