package dev.mooring.query.rebuilding;

import java.util.Locale;

/** Where a rebuild is. */
public enum State {
    /** It waits for a node with nothing else to build. */
    QUEUED,
    /** The log is read, and documents are made of it. */
    READING,
    /** The indexes are made. */
    INDEXING,
    /** Its processor takes in what was appended meanwhile. */
    CATCHING_UP,
    /** A sample is compared with what is served. */
    COMPARING,
    /** It can be switched to, and is kept up to date. */
    READY,
    /** It is served. */
    SWITCHED,
    /** It was served, and is kept up to date to go back to. */
    SUPERSEDED,
    /** It was served and gone back from; it is kept up to date. */
    ROLLED_BACK,
    /** It goes on where it was once it is told to. */
    PAUSED,
    /** It met with what does not pass by itself, and goes on once it is told to. */
    FAILED,
    /** It was given up before it was ready; nothing is left of it. */
    CANCELLED,
    /** It is kept no more. */
    DROPPED;

    /** As the API and the database have it, such as {@code catching_up}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What {@link #text} made. */
    static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Whether a node works on it, or should. */
    boolean isOpen() {
        return switch (this) {
            case QUEUED, READING, INDEXING, CATCHING_UP, COMPARING -> true;
            case READY, SWITCHED, SUPERSEDED, ROLLED_BACK, PAUSED, FAILED, CANCELLED, DROPPED ->
                    false;
        };
    }

    /** Whether the log is still to be read. */
    boolean isReading() {
        return this == QUEUED || this == READING;
    }

    /** Whether it has come to its head and is kept there. */
    boolean isKept() {
        return switch (this) {
            case READY, SWITCHED, SUPERSEDED, ROLLED_BACK -> true;
            case QUEUED,
                    READING,
                    INDEXING,
                    CATCHING_UP,
                    COMPARING,
                    PAUSED,
                    FAILED,
                    CANCELLED,
                    DROPPED ->
                    false;
        };
    }
}
