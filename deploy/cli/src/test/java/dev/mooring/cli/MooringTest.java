package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MooringTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutADatabaseItSaysSoInOneSentence() {
        assertThat(run("backup", folder.resolve("b").toString(), "--data", folder.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("mooring: There is no database in " + folder.resolve("db"))
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutABackupNothingIsMade() {
        var data = folder.resolve("data");

        assertThat(run("restore", folder.resolve("b").toString(), "--data", data.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("holds no log part of a backup").hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    @Test
    void aConnectionStringThatIsNoneIsNotRepeated() {
        assertThat(run("backup", "b", "--mongodb", "mongo://admin:s3cret@db"))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("not a MongoDB connection string");
        assertThat(err.toString()).doesNotContain("s3cret");
    }

    @Test
    void keysAreConfirmedByNameOrAllOfThem() {
        assertThat(run("keys", "confirm")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("Name the keys to confirm, or --all.");
    }

    @Test
    void whatIsMisspeltIsAnsweredWithHowItIsSpelt() {
        assertThat(run("bakcup")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("backup");
    }

    @Test
    void everyCommandHelps() {
        for (var command : new String[] {"backup", "restore", "verify", "keys"}) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
        assertThat(out.toString()).contains("--mongodb").contains("--keys-confirmed");
    }

    @Test
    void aFolderInTheWayIsLeftAsItIs() throws Exception {
        Files.createDirectories(folder.resolve("db"));
        assertThat(run("backup", folder.toString(), "--data", folder.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("holds no log");
    }

    private int run(String... arguments) {
        return Mooring.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
