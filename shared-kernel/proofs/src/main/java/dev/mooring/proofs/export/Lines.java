package dev.mooring.proofs.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line, of which none is so large that it would fill the memory. */
final class Lines {

    /** Twice what an event can take. */
    private static final int LARGEST = 16 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line without its newline; null at the end.
     *
     * @throws IllegalArgumentException where it does not end, or is too large
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        int read = in.read();
        if (read < 0) {
            return null;
        }
        number++;
        for (; read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IllegalArgumentException("the line is cut off");
            }
            if (line.size() == LARGEST) {
                throw new IllegalArgumentException("the line is longer than any of an export");
            }
            line.write(read);
        }
        return line.toByteArray();
    }
}
