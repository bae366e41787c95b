package dev.mooring.cli;

/** What was to be verified is not as it should be, or not there; the message says which. */
final class NotVerifiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotVerifiedException(String message) {
        super(message);
    }
}
