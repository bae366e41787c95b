package dev.mooring.eventlog.embedded;

/** The embedded database cannot go on; the message is for the person who can change that. */
public final class EmbeddedMongoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedMongoException(String message) {
        super(message);
    }

    EmbeddedMongoException(String message, Throwable cause) {
        super(message, cause);
    }
}
