package dev.mooring.eventlog.embedded;

import java.nio.file.Path;

/** Another process has the database open. */
public final class DatabaseInUseException extends EmbeddedMongoException {

    private static final long serialVersionUID = 1L;

    DatabaseInUseException(Path folder, Throwable cause) {
        super(
                "The database in %s is in use by another process. Stop that one, or give this one a folder of its own."
                        .formatted(folder),
                cause);
    }
}
