package dev.mooring.eventlog;

/**
 * What the log holds is not what was written: a hole, a broken chain, a hash that does not match.
 */
public final class LogCorruptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogCorruptException(String message) {
        super(message);
    }
}
