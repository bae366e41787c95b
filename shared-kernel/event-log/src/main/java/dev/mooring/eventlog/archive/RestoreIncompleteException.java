package dev.mooring.eventlog.archive;

/** The database is being restored, or a restore of it was broken off. */
public final class RestoreIncompleteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param backup the backup's id
     */
    public RestoreIncompleteException(String backup) {
        super(
                "The database holds only a part of backup %s: its restore is running or was broken off. Wait for its end, or drop the database and restore again."
                        .formatted(backup));
    }
}
