package dev.mooring.cli;

import dev.mooring.backup.Restore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mooring verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks that a backup is whole: every file, and the chain of its logs.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin private BackupParts parts = new BackupParts();
    @Mixin private Speech say = new Speech();

    @Override
    public Integer call() throws IOException {
        var end = Restore.open(parts.folders(), false).verifyLogs();
        say.line(
                "The backup is whole: %d commits up to position %d; the chain ends in %s",
                end.number(), end.position(), end.hash());
        return 0;
    }
}
