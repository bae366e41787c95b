package dev.mooring.cli;

import dev.mooring.backup.Restore;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mooring verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks that a backup is whole: every file, and the chain of its logs.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin private BackupParts parts = new BackupParts();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var end = Restore.open(parts.folders(), false).verifyLogs();
        new Speech(spec)
                .line(
                        "The backup is whole: %d commits up to position %d; the chain ends in %s",
                        end.number(), end.position(), end.hash());
        return 0;
    }
}
