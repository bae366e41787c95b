package dev.mooring.server;

/**
 * The server is not to run as it is configured. The message is for whoever configured it: it names
 * the property and what mends it.
 */
final class StartRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }
}
