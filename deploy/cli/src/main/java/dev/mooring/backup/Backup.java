package dev.mooring.backup;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.archive.LogCopy;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.mongo.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backup of a database that is in use.
 *
 * <p>Where the logs end is fixed first; the vault is read after that, and the keys last. A secret
 * is in the vault before the log names it, and a key is stored before anything is encrypted under
 * it; neither is ever removed, only replaced by what is newer or by a tombstone. So whatever the
 * log in the backup refers to is in the backup, and what is there beyond that does no harm.
 */
public final class Backup {

    private final MongoDatabase database;
    private final InstantSource clock;

    public Backup(MongoDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was taken.
     *
     * @param position up to which the log was taken
     * @param kek ids of the key-encryption keys that are needed to read it
     * @param keyIncluded whether that key lies with the other keys
     */
    public record Taken(
            String id, long commits, long position, List<String> kek, boolean keyIncluded) {}

    /**
     * Takes it; blocks for as long as that takes.
     *
     * @param key the key file, to be put with the keys; null to leave it out
     * @throws BackupException where there is nothing to back up, or something in the way
     */
    public Taken take(Folders folders, @Nullable Path key) throws IOException {
        new RestoreRecord(database).find();
        var log = new LogCopy(database, "log").end();
        var activity = new LogCopy(database, "activity").end();
        if (log.equals(Tail.EMPTY)) {
            throw new BackupException(
                    "The database %s holds no log: there is nothing to back up. Is it the right one?"
                            .formatted(database.getName()));
        }
        var kek = kek();
        var id = UUID.randomUUID().toString();
        var at = clock.instant();
        var keyFile = key != null && Files.isRegularFile(key) ? key : null;
        var writers = new EnumMap<Part, PartWriter>(Part.class);
        for (var part : Part.values()) {
            writers.put(part, PartWriter.begin(folders.of(part)));
        }
        for (var entry : writers.entrySet()) {
            switch (entry.getKey()) {
                case LOG -> {
                    writeLog("log", log, entry.getValue());
                    writeLog("activity", activity, entry.getValue());
                }
                case VAULT -> writeAll(Part.VAULT, entry.getValue());
                case KEYS -> {
                    writeAll(Part.KEYS, entry.getValue());
                    if (keyFile != null) {
                        entry.getValue().copy("kek", keyFile);
                    }
                }
            }
        }
        // Only now, so that no part is there without the others.
        for (var entry : writers.entrySet()) {
            entry.getValue()
                    .finish(
                            new Manifest(
                                    Manifest.FORMAT,
                                    id,
                                    entry.getKey().folder(),
                                    at,
                                    Manifest.End.of(log),
                                    Manifest.End.of(activity),
                                    kek,
                                    entry.getValue().files()));
        }
        return new Taken(id, log.number(), log.position(), kek, keyFile != null);
    }

    private void writeLog(String name, Tail end, PartWriter writer) throws IOException {
        writer.collection(
                name, to -> new LogCopy(database, name).export(end, (_, _, _) -> {}, to::write));
    }

    private void writeAll(Part part, PartWriter writer) throws IOException {
        for (var collection : part.collections()) {
            writer.collection(
                    collection, to -> new CollectionCopy(database, collection).export(to));
        }
    }

    private List<String> kek() {
        var stored = database.getCollection("keys").find(new Document("_id", "kek")).first();
        return stored == null
                ? List.of()
                : stored.getList("keys", Document.class).stream()
                        .map(key -> key.getString("id"))
                        .toList();
    }
}
