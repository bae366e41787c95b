package dev.mooring.eventlog.embedded;

/** The embedded database cannot go on; the message is for the person who can change that. */
public sealed class EmbeddedMongoException extends RuntimeException permits DatabaseInUseException {

    private static final long serialVersionUID = 1L;

    EmbeddedMongoException(String message) {
        super(message);
    }

    EmbeddedMongoException(String message, Throwable cause) {
        super(message, cause);
    }
}
