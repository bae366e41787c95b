package dev.mooring.keys;

import org.jspecify.annotations.Nullable;

/**
 * This node may not start: it has no key-encryption key, another one than the database's, or one
 * that is not kept safely. The message tells an operator what is wrong and how to mend it.
 */
public final class KeysUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeysUnavailableException(String message) {
        this(message, null);
    }

    public KeysUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
