package dev.mooring.eventlog.axon;

/** The aggregate is not at the version that the command's sender has seen. */
final class UnexpectedVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnexpectedVersionException(String aggregateId, long version) {
        super("%s is at version %d".formatted(aggregateId, version), null, false, false);
    }
}
