package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogUnavailableException;

/** Tried for long enough. */
final class OutOfPatience extends Exception {

    private static final long serialVersionUID = 1L;

    private final LogUnavailableException failure;

    OutOfPatience(LogUnavailableException failure) {
        super(failure);
        this.failure = failure;
    }

    LogUnavailableException failure() {
        return failure;
    }
}
