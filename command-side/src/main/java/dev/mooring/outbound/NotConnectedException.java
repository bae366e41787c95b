package dev.mooring.outbound;

import org.jspecify.annotations.Nullable;

/** No connection came about; the request has not left. */
final class NotConnectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome.NotSent.Cause reason;

    NotConnectedException(Outcome.NotSent.Cause reason) {
        this(reason, null);
    }

    NotConnectedException(Outcome.NotSent.Cause reason, @Nullable Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    Outcome.NotSent.Cause reason() {
        return reason;
    }
}
