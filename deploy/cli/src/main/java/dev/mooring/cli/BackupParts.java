package dev.mooring.cli;

import dev.mooring.backup.Folders;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a backup lies. */
final class BackupParts {

    @Parameters(
            paramLabel = "<folder>",
            description = "The backup's folder: log and vault, each in a folder of its own in it.")
    Path folder = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "<folder>",
            description = "Where the keys lie. Default: beside the backup, <folder>.keys")
    @Nullable Path keys;

    @Option(
            names = "--vault",
            paramLabel = "<folder>",
            description = "Where the vault lies. Default: <folder>/vault")
    @Nullable Path vault;

    Folders folders() {
        return Folders.of(folder, vault, keys);
    }
}
