package dev.mooring.query.proofs;

/** An event of the log is not what was known of it. */
final class BrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long position;

    /**
     * @param position of the first event that is not as it should be
     */
    BrokenException(long position, String reason) {
        super(reason);
        this.position = position;
    }

    long position() {
        return position;
    }
}
