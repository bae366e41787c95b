package dev.mooring.eventlog.embedded;

import java.nio.file.Path;

/** What to say of a database file that is not what was written, and what to do then. */
final class Damage {

    private Damage() {}

    static EmbeddedMongoException unreadable(Path file, Throwable cause) {
        return new EmbeddedMongoException(
                "The database file %s is damaged and cannot be opened (%s). %s"
                        .formatted(file, cause.getMessage(), restore(file)),
                cause);
    }

    static EmbeddedMongoException missing(Path file, Path mark) {
        return new EmbeddedMongoException(
                "The database file %s is gone: %s beside it knows of data that was in it. %s"
                        .formatted(file, mark.getFileName(), restore(file)));
    }

    static EmbeddedMongoException endsEarly(Path file, Path mark) {
        return new EmbeddedMongoException(
                "The database file %s lacks what was acknowledged last: it was cut off, damaged at its end, or replaced by an older copy. %s To go on with what is left of it, and lose the rest, delete %s."
                        .formatted(file, restore(file), mark));
    }

    static EmbeddedMongoException duplicateKey(String collection, String index) {
        return new EmbeddedMongoException(
                "The database is damaged: two documents of %s have one key in its unique index %s. Move its folder away, and restore a backup with `mooring restore <backup>`."
                        .formatted(collection, index));
    }

    private static String restore(Path file) {
        return "Move %s away, and restore a backup with `mooring restore <backup>`."
                .formatted(file.getParent());
    }
}
