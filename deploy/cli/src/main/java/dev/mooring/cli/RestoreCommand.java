package dev.mooring.cli;

import dev.mooring.backup.BackupException;
import dev.mooring.backup.Ledger;
import dev.mooring.backup.Restore;
import dev.mooring.backup.Restore.Restored;
import dev.mooring.eventlog.embedded.DatabaseInUseException;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.embedded.EmbeddedMongoException;
import dev.mooring.keys.KeyFile;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mooring restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Fills an empty database from a backup, checking every hash on the way.",
            "What was under way comes to nothing: attempts, tickets, kept answers. API keys open nothing until they are"
                    + " confirmed, since some may have been revoked after the backup was taken."
        })
final class RestoreCommand implements Callable<Integer> {

    @Mixin private BackupParts parts = new BackupParts();
    @Mixin private Target target = new Target();
    @Mixin private Speech say = new Speech();

    @Option(
            names = "--kek",
            paramLabel = "<file>",
            description = "The key file, where it is not with the keys")
    private @Nullable Path kek;

    @Option(
            names = "--keys-confirmed",
            description =
                    "API keys may be used at once: nothing has happened since the backup, as when an installation moves")
    private boolean keysConfirmed;

    @Option(
            names = "--older-vault",
            description =
                    "The vault named is of an older backup: the newest was lost. Credentials that are older than the"
                            + " log names are never sent; their connections need reauthorization")
    private boolean olderVault;

    @Option(
            names = "--ledger",
            paramLabel = "<file>",
            description =
                    "The ledger of what has ended for good (mooring.ledger.file), of any node that ran all the time, or"
                            + " of several; it may be given repeatedly. Default: ledger in the server's folder, if it is"
                            + " there")
    private List<Path> ledgers = List.of();

    @Override
    public Integer call() throws IOException {
        var restore = Restore.open(parts.folders(), olderVault);
        var files = ledgerFiles();
        var ledger = Ledger.of(files);
        var restored =
                target.isEmbedded() ? intoFolder(restore, ledger) : intoMongodb(restore, ledger);
        tell(restore, restored, files);
        return 0;
    }

    private List<Path> ledgerFiles() {
        var own = target.data.resolve("ledger");
        return ledgers.isEmpty() && target.isEmbedded() && Files.exists(own)
                ? List.of(own)
                : ledgers;
    }

    private Restored intoMongodb(Restore restore, Ledger ledger) throws IOException {
        var key = kek == null ? restore.keyFile().orElse(null) : kek;
        if (key != null) {
            restore.requireKey(new KeyFile(key));
        }
        try (var open = target.mongodb()) {
            var restored =
                    restore.into(open.database(), ledger, keysConfirmed, InstantSource.system());
            if (key != null) {
                check(open, key);
            }
            return restored;
        }
    }

    /**
     * Beside the place first: what is broken off leaves no database that a server would start on.
     */
    private Restored intoFolder(Restore restore, Ledger ledger) throws IOException {
        requireNothingIn(target.folder());
        var key = target.data.resolve("kek");
        installKey(restore, key);
        var beside = target.folder().resolveSibling("db.restoring");
        delete(beside);
        Restored restored;
        try (var open = target.embedded(beside)) {
            restored = restore.into(open.database(), ledger, keysConfirmed, InstantSource.system());
            if (Files.exists(key)) {
                check(open, key);
            }
        }
        ledger.handOn(target.data.resolve("ledger"));
        Files.deleteIfExists(target.folder());
        Files.move(beside, target.folder(), StandardCopyOption.ATOMIC_MOVE);
        return restored;
    }

    private void installKey(Restore restore, Path key) throws IOException {
        var source = kek == null ? restore.keyFile().orElse(null) : kek;
        if (Files.exists(key)) {
            restore.requireKey(new KeyFile(key));
        } else if (source != null) {
            restore.requireKey(new KeyFile(source));
            Files.createDirectories(target.data);
            // With its permissions: it is the owner's alone.
            Files.copy(source, key, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Whether what was restored opens under the key. */
    private static void check(Target.Open open, Path key) {
        var ring = KeyRing.open(open.database(), new KeyFile(key));
        KeyedHashes.open(open.database(), ring);
    }

    private static void requireNothingIn(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new BackupException(
                            "%s is not empty. Restore into another folder, or move this one away first."
                                    .formatted(folder));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            requireNobodyIn(folder);
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void requireNobodyIn(Path folder) {
        try {
            EmbeddedMongo.open(folder).close();
        } catch (DatabaseInUseException e) {
            throw new BackupException(
                    "Another restore into %s is running. Wait for its end.".formatted(folder), e);
        } catch (EmbeddedMongoException e) {
            // One that was broken off, and is of no use whatever state it is in.
        }
    }

    private void tell(Restore restore, Restored restored, List<Path> ledgers) {
        say.line(
                "Restored %d commits up to position %d; the chain is whole and ends in %s",
                restored.commits(), restored.position(), restored.hash());
        say.line(
                "Authorizations in effect: %d, of which without their newest credential: %d",
                restored.inEffect(), restored.rolledBack().size() + restored.destroyed().size());
        restored.rolledBack()
                .forEach(id ->
                        say.line("  %s   its credential is lost: reauthorize its connections", id));
        restored.destroyed()
                .forEach(id -> say.line("  %s   ended after the log's end: revoke it", id));
        tellOfLedger(restored, ledgers);
        say.line(
                "Authorizations that were under way and come to nothing: %d",
                restored.open().size());
        restored.open().forEach(id -> say.line("  %s", id));
        if (keysConfirmed) {
            say.line("API keys: %d, all confirmed", restored.keys().size());
        } else {
            say.line(
                    "API keys: %d, none opens anything until it is confirmed: mooring keys confirm <id> …, or --all",
                    restored.keys().size());
            restored.keys().forEach((id, name) -> say.line("  %s   %s", id, name));
        }
        say.line("Read models are made anew from the log when the server starts.");
        say.line(
                "Every node needs the key-encryption key %s.", String.join(" and ", restore.kek()));
    }

    private void tellOfLedger(Restored restored, List<Path> ledgers) {
        if (ledgers.isEmpty()) {
            if (!keysConfirmed) {
                say.line(
                        "NO LEDGER WAS GIVEN: what was revoked or deleted after the backup is in effect again. Before a"
                                + " server starts, restore anew with --ledger <file>, or revoke it again yourself.");
            }
            return;
        }
        restored.doubts().forEach(doubt -> say.line("%s", doubt));
        say.line(
                "Ended after the backup, by the ledger: %d; they end again when the first server starts, and keys stay shut",
                restored.again().size());
        restored.again().forEach(line -> say.line("  %s", line));
    }
}
