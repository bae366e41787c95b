package dev.mooring.eventlog.simulation;

/** A schedule went on far longer than any that is right. */
public final class EndlessException extends IllegalStateException {

    EndlessException() {
        super("it does not come to an end");
    }
}
