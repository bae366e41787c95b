package dev.mooring.backup;

/** A backup cannot be taken or restored; the message is for the operator and says what to do. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BackupException(String message) {
        super(message);
    }

    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
