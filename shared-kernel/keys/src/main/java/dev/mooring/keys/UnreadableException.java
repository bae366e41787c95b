package dev.mooring.keys;

import org.jspecify.annotations.Nullable;

/**
 * Something encrypted does not open: it was altered, belongs to something else, or lies under a key
 * that this node does not have. Which of these is not told apart. Carries no content.
 */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        this(message, null);
    }

    public UnreadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
