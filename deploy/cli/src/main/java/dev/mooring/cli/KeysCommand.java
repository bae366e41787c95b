package dev.mooring.cli;

import dev.mooring.backup.BackupException;
import dev.mooring.eventlog.archive.RestoreRecord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mooring keys}. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "API keys after a restore.",
        subcommands = KeysCommand.Confirm.class)
final class KeysCommand {

    /** {@code mooring keys confirm}. */
    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            description =
                    "Lets API keys be used again that a restore has disabled. A running server knows within seconds.")
    static final class Confirm implements Callable<Integer> {

        @Parameters(paramLabel = "<id>", arity = "0..*", description = "Ids of keys: key_…")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All of them")
        private boolean all;

        @Mixin private Target target = new Target();
        @Mixin private Speech say = new Speech();

        @Override
        public Integer call() {
            if (all == !ids.isEmpty()) {
                throw new BackupException("Name the keys to confirm, or --all.");
            }
            try (var open = target.open()) {
                var record = new RestoreRecord(open.database());
                var restored = record.find();
                if (restored.isEmpty()) {
                    say.line(
                            "This database was never restored: its API keys need no confirmation.");
                } else if (all) {
                    record.confirmAll();
                    say.line("All API keys are confirmed.");
                    if (!restored.get().revoked().isEmpty()) {
                        say.line(
                                "But for those that were revoked after the backup and are confirmed by id alone: %s",
                                String.join(", ", restored.get().revoked()));
                    }
                } else {
                    record.confirm(ids);
                    say.line("Confirmed: %s", String.join(", ", ids));
                }
            }
            return 0;
        }
    }
}
