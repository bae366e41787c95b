package dev.mooring.cli;

import com.mongodb.MongoException;
import dev.mooring.backup.BackupException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.archive.RestoreIncompleteException;
import dev.mooring.eventlog.embedded.EmbeddedMongoException;
import dev.mooring.keys.KeysUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. It ends with 0 when it did what it was told, 1 when it could not and has said
 * why, 2 when it was not told properly.
 */
@Command(
        name = "mooring",
        description = "What an operator does beside the running servers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BackupCommand.class,
            RestoreCommand.class,
            VerifyCommand.class,
            KeysCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Mooring {

    private Mooring() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Ready to execute; says one sentence where something stands in the way, never a stack. */
    static CommandLine commandLine() {
        return new CommandLine(new Mooring())
                .setExecutionExceptionHandler((thrown, command, _) -> {
                    command.getErr().println("mooring: " + reason(thrown));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String reason(Exception thrown) {
        return switch (thrown) {
            case NotVerifiedException _,
                    BackupException _,
                    LogCorruptException _,
                    RestoreIncompleteException _,
                    KeysUnavailableException _,
                    EmbeddedMongoException _ ->
                    String.valueOf(thrown.getMessage());
            case MongoException _ ->
                    "The database does not answer as it should: " + thrown.getMessage();
            default -> thrown.toString();
        };
    }
}
