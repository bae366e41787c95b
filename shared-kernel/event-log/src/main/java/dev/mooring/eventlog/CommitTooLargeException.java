package dev.mooring.eventlog;

/** The commit does not fit into one document of the log; nothing was written. */
public final class CommitTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommitTooLargeException(long size, long cap) {
        super("a commit of %d bytes exceeds the cap of %d".formatted(size, cap));
    }
}
