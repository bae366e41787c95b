package dev.mooring.faults;

import java.util.Optional;

/**
 * One line of a caller's journal: what was sent, or what its sender was told.
 *
 * @param commit the commit's id
 * @param detail the position where it was written, the key where it was refused, else nothing
 */
record Told(Kind kind, String commit, String detail) {

    /** What a line says. */
    enum Kind {
        SENT,
        WRITTEN,
        REFUSED,
        UNWRITTEN,
        UNKNOWN
    }

    String line() {
        return kind + " " + commit + " " + detail + "\n";
    }

    /** Reads a line; one that was being written when its process died says nothing. */
    static Optional<Told> parse(String line) {
        var words = line.split(" ", -1);
        return words.length == 3
                ? Optional.of(new Told(Kind.valueOf(words[0]), words[1], words[2]))
                : Optional.empty();
    }
}
