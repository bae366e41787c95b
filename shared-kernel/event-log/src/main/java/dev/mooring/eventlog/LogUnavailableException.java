package dev.mooring.eventlog;

import org.jspecify.annotations.Nullable;

/** The database did not answer within the log's patience. */
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unresolved;

    private LogUnavailableException(String message, boolean unresolved, @Nullable Throwable cause) {
        super(message, cause);
        this.unresolved = unresolved;
    }

    public static LogUnavailableException notWritten(@Nullable Throwable cause) {
        return new LogUnavailableException(
                "the log cannot be reached; nothing was written", false, cause);
    }

    public static LogUnavailableException unreadable(@Nullable Throwable cause) {
        return new LogUnavailableException("the log cannot be read", false, cause);
    }

    public static LogUnavailableException unresolved(@Nullable Throwable cause) {
        return new LogUnavailableException(
                "no answer from the log; the commit may have been written", true, cause);
    }

    /**
     * Whether the commit may be in the log all the same. Sending it again under the same id is safe
     * and tells.
     */
    public boolean unresolved() {
        return unresolved;
    }
}
