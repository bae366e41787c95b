package dev.mooring.eventlog;

/** Another commit was first to claim a sequence of an aggregate; nothing was written. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String aggregateId;
    private final long sequence;

    public ConflictException(String aggregateId, long sequence) {
        super("sequence %d of %s is taken".formatted(sequence, aggregateId));
        this.aggregateId = aggregateId;
        this.sequence = sequence;
    }

    public String aggregateId() {
        return aggregateId;
    }

    /** The sequence that was claimed twice; 0 where two created the same aggregate. */
    public long sequence() {
        return sequence;
    }
}
