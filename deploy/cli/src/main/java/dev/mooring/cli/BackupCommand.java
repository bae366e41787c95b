package dev.mooring.cli;

import dev.mooring.backup.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mooring backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a backup while the server runs.",
            "The log up to this moment, checked on the way; the vault; and the keys, apart from both. Whoever has the"
                    + " backup and the keys can read everything: keep them in different places."
        })
final class BackupCommand implements Callable<Integer> {

    @Mixin private BackupParts parts = new BackupParts();
    @Mixin private Target target = new Target();
    @Mixin private Speech say = new Speech();

    @Option(
            names = "--kek",
            paramLabel = "<file>",
            description =
                    "The key file (mooring.keys.file), to be put with the keys. Default: kek in the server's folder,"
                            + " if it is there")
    private @Nullable Path kek;

    @Override
    public Integer call() throws IOException {
        try (var open = target.open()) {
            var key = kek == null && target.isEmbedded() ? target.data.resolve("kek") : kek;
            var folders = parts.folders();
            var taken = new Backup(open.database(), InstantSource.system()).take(folders, key);
            say.line("Backup %s, up to position %d", taken.id(), taken.position());
            say.line("Log    %s   %d commits, the chain is whole", folders.log(), taken.commits());
            say.line("Vault  %s", folders.vault());
            say.line("Keys   %s   keep them apart from the rest", folders.keys());
            if (!taken.keyIncluded()) {
                say.line(
                        "The key-encryption key %s is not in it, and nothing in it can be read without: keep that too.",
                        String.join(" and ", taken.kek()));
            }
        }
        return 0;
    }
}
