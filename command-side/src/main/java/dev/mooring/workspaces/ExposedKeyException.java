package dev.mooring.workspaces;

/**
 * This node may not start: others than its owner may read the file of the key that opens
 * everything. The message tells an operator which file, and how to mend it.
 */
public final class ExposedKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExposedKeyException(String message) {
        super(message);
    }
}
