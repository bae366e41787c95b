package dev.mooring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where journals and embedded data are while a scenario runs; kept where it went wrong. */
final class Place implements AutoCloseable {

    private final Path folder;
    private boolean needed = true;

    private Place(Path folder) {
        this.folder = folder;
    }

    static Place make() {
        try {
            return new Place(Files.createTempDirectory("mooring-faults"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    void leave(Findings findings) {
        needed = !findings.wrong().isEmpty();
    }

    @Override
    public void close() {
        if (needed) {
            System.err.println("journals and data are kept in " + folder);
        } else {
            Node.delete(folder);
        }
    }
}
