package dev.mooring.eventlog.processing;

/** No more may be parked until an operator has looked after what is; the segment stands still. */
final class DeadLettersFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeadLettersFullException(String processor, String what) {
        super(
                "%s stands still: it has %s. Mend the cause, then retry or skip them"
                        .formatted(processor, what));
    }
}
