package dev.mooring.backup;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.archive.CheckedLog;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.archive.LogCopy;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.archive.RestoredLedger;
import dev.mooring.eventlog.mongo.Tail;
import dev.mooring.keys.KeyEncryptionKey;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.codecs.DocumentCodec;

/**
 * Fills an empty database from a backup, checking all of it on the way.
 *
 * <p>What was under way when the backup was taken is not in it and does not come back: attempts and
 * their tickets, kept answers, claims, leases, what is due, and the read models. The last two are
 * made again from the log.
 */
public final class Restore {

    private final Map<Part, PartReader> parts = new EnumMap<>(Part.class);

    private Restore() {}

    /**
     * Opens a backup and checks that every byte of it is the one that was written.
     *
     * @param olderVault whether the vault may be of another backup than the log
     * @throws BackupException where it is not whole, was altered, or its parts are of different
     *     backups
     */
    public static Restore open(Folders folders, boolean olderVault) throws IOException {
        var restore = new Restore();
        for (var part : Part.values()) {
            var reader = PartReader.open(folders.of(part), part);
            reader.verify();
            restore.parts.put(part, reader);
        }
        var log = restore.manifest(Part.LOG);
        for (var part : List.of(Part.VAULT, Part.KEYS)) {
            var other = restore.manifest(part);
            if (!other.backup().equals(log.backup()) && !(part == Part.VAULT && olderVault)) {
                throw new BackupException(
                        "%s is of backup %s of %s, and the log of backup %s of %s: name the part that was taken with the log"
                                .formatted(
                                        folders.of(part),
                                        other.backup(),
                                        other.at(),
                                        log.backup(),
                                        log.at()));
            }
        }
        return restore;
    }

    /** Ids of the key-encryption keys without which what is restored cannot be read. */
    public List<String> kek() {
        return manifest(Part.KEYS).kek();
    }

    /** The key file, if the backup has it. */
    public Optional<Path> keyFile() {
        return reader(Part.KEYS).file("kek");
    }

    /**
     * Checks, before anything is filled, that what is restored will open under a key.
     *
     * @throws BackupException where it is another key, or none
     * @throws dev.mooring.keys.KeysUnavailableException where it cannot be read, or the stored
     *     check value does not open under it
     */
    public void requireKey(KeySource key) throws IOException {
        var id = key.find(Optional.empty()).map(KeyEncryptionKey::id);
        if (id.filter(kek()::contains).isEmpty()) {
            throw new BackupException(
                    "%s holds %s, but the backup is sealed under %s. Give that key's file instead; nothing was restored."
                            .formatted(key, id.orElse("no key"), String.join(" and ", kek())));
        }
        reader(Part.KEYS)
                .documents(
                        "keys",
                        documents -> {
                            while (documents.hasNext()) {
                                var stored = documents.next();
                                if (stored.getString("_id").getValue().equals("kek")) {
                                    KeyRing.require(
                                            stored.decode(new DocumentCodec()), List.of(key));
                                }
                            }
                            return key;
                        });
    }

    /**
     * Checks the chains of both logs without restoring them.
     *
     * @return where the domain log ends
     */
    public Tail verifyLogs() throws IOException {
        var manifest = manifest(Part.LOG);
        for (var collection : Part.LOG.collections()) {
            var end = (collection.equals("log") ? manifest.log() : manifest.activity()).tail();
            reader(Part.LOG)
                    .documents(
                            collection,
                            documents -> {
                                CheckedLog.check(documents, end);
                                return end;
                            });
        }
        return manifest.log().tail();
    }

    /**
     * Fills the database. One that this breaks off in is known as such, and no server starts on it.
     *
     * <p>What ended after the backup was taken, according to the ledger, does not come back:
     * credentials are not restored at all, the server that starts first has authorizations and
     * connections end again, in the log too, before it takes a request, and keys open nothing
     * unless each is confirmed by its id. Of whom the ledger says that he was to be erased neither
     * key nor place in the index is restored, and the server erases him again.
     *
     * @param keysConfirmed whether API keys may be used at once: nothing has changed since the
     *     backup, as when an installation moves
     * @throws BackupException where the database is not empty
     */
    public Restored into(
            MongoDatabase database, Ledger ledger, boolean keysConfirmed, InstantSource clock)
            throws IOException {
        requireEmpty(database);
        var manifest = manifest(Part.LOG);
        var record = new RestoreRecord(database);
        record.begin(manifest.backup(), clock.instant());
        var reconciliation = new Reconciliation();
        for (var part : List.of(Part.KEYS, Part.VAULT)) {
            for (var collection : part.collections()) {
                load(database, part, collection, ledger, reconciliation);
            }
        }
        for (var collection : Part.LOG.collections()) {
            var isLog = collection.equals("log");
            var end = (isLog ? manifest.log() : manifest.activity()).tail();
            reader(Part.LOG)
                    .documents(
                            collection,
                            documents -> {
                                new LogCopy(database, collection)
                                        .load(
                                                documents,
                                                end,
                                                (workspace, _, event) -> {
                                                    if (isLog) {
                                                        ledger.log(workspace, event);
                                                        reconciliation.log(workspace, event);
                                                    } else {
                                                        reconciliation.activity(workspace, event);
                                                    }
                                                });
                                return end;
                            });
        }
        var again = ledger.beyond();
        again.forEach(reconciliation::endsAgain);
        new RestoredLedger(database).leave(again.stream().filter(line -> !line.endsKey()).toList());
        record.complete(
                manifest.log().position(),
                !keysConfirmed,
                again.stream().filter(LedgerLine::endsKey).map(LedgerLine::id).toList());
        var report = reconciliation.report();
        return new Restored(
                manifest.backup(),
                manifest.log().commits(),
                manifest.log().position(),
                manifest.log().hash(),
                report.keys(),
                report.inEffect(),
                report.rolledBack(),
                report.destroyed(),
                report.open(),
                again.stream().map(line -> line.kind() + " " + line.subject()).toList(),
                ledger.doubts());
    }

    /**
     * What came back, and what did not.
     *
     * @param hash of the log's last commit, in hexadecimal
     * @param keys API keys that were not revoked when the backup was taken, by id, with their names
     * @param inEffect how many authorizations were in effect
     * @param rolledBack those whose credential came back older than the log names, or not at all
     * @param destroyed those whose credential was destroyed just after the log's end
     * @param open connections whose authorization was under way
     * @param again what ended after the backup was taken and ends again: kind and subject of each
     * @param doubts what may be missing from that, a sentence each
     */
    public record Restored(
            String backup,
            long commits,
            long position,
            String hash,
            Map<String, String> keys,
            int inEffect,
            List<String> rolledBack,
            List<String> destroyed,
            List<String> open,
            List<String> again,
            List<String> doubts) {}

    private void load(
            MongoDatabase database,
            Part part,
            String collection,
            Ledger ledger,
            Reconciliation reconciliation)
            throws IOException {
        reader(part)
                .documents(
                        collection,
                        documents -> {
                            var all =
                                    switch (collection) {
                                        case "vault" ->
                                                new RestoredVault(
                                                        documents, ledger, reconciliation);
                                        case "personal_keys" ->
                                                RestoredKeys.personal(documents, ledger);
                                        case "user_index" -> RestoredKeys.index(documents, ledger);
                                        default -> documents;
                                    };
                            new CollectionCopy(database, collection).load(all);
                            return part;
                        });
    }

    private static void requireEmpty(MongoDatabase database) {
        for (var name : database.listCollectionNames()) {
            if (name.startsWith("system.")) {
                continue;
            }
            if (database.getCollection(name).find().limit(1).first() != null) {
                throw new BackupException(
                        "The database %s is not empty: there is something in %s. Restore into an empty one, or drop this one first."
                                .formatted(database.getName(), name));
            }
        }
    }

    private Manifest manifest(Part part) {
        return reader(part).manifest();
    }

    private PartReader reader(Part part) {
        var reader = parts.get(part);
        if (reader == null) {
            throw new IllegalStateException("every part is open");
        }
        return reader;
    }
}
