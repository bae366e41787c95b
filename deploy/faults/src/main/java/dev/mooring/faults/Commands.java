package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Commands of the operating system. */
final class Commands {

    private Commands() {}

    /**
     * Runs one to its end.
     *
     * @throws IllegalStateException where it fails
     */
    static void run(String... command) {
        int status = status(command);
        if (status != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with status " + status);
        }
    }

    /** Runs one to its end and returns its status, which is 0 where it succeeded. */
    static int status(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
