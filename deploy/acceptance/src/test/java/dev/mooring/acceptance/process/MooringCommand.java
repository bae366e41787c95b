package dev.mooring.acceptance.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged command line, run once.
 *
 * @param status what it ended with
 * @param output what it said, complaints included
 */
public record MooringCommand(int status, String output) {

    /** Runs it and returns when it has ended. */
    public static MooringCommand run(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Packaged.java().toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-jar",
                                Packaged.cli().toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new MooringCommand(process.onExit().join().exitValue(), output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
