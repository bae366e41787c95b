package dev.mooring.eventlog.processing;

/** The work was called off while something was waited for; nothing is stored. */
final class StoppingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppingException() {
        super("called off", null, false, false);
    }
}
