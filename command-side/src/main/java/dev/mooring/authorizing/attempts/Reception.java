package dev.mooring.authorizing.attempts;

import dev.mooring.oauth2.OneTimeSecret;
import java.net.URI;
import java.time.Instant;

/** What a callback is worth. */
public sealed interface Reception {

    /** It is the answer to the attempt, the first and in time; the attempt is no longer pending. */
    record Received(Attempt attempt) implements Reception {}

    /**
     * As {@link Received}, with the code put aside until the workspace's backend has confirmed.
     *
     * @param returnUrl where to send the browser
     * @param confirmation to go with it
     * @param confirmBy from when on it is too late, database time
     */
    record AwaitsConfirmation(
            Attempt attempt, URI returnUrl, OneTimeSecret confirmation, Instant confirmBy)
            implements Reception {}

    /**
     * The right answer after the window.
     *
     * @param first whether it is the first such one, for which alone history has room
     */
    record Late(Attempt attempt, boolean first) implements Reception {}

    /** Nothing changed: the attempt is as pending as before, if there is one. */
    record NotReceived(Mismatch mismatch) implements Reception {}

    /** What does not fit. */
    enum Mismatch {
        /** No attempt has this state. */
        UNKNOWN_STATE,
        /** It came back through another client's redirect URI. */
        REGISTRATION,
        /** {@code iss} is another service's, or missing where promised. */
        ISSUER,
        /** Not the browser that was sent to the service. */
        BROWSER,
        /** The browser's session is another user's, or there is none. */
        USER,
        /** The attempt has had its answer. */
        ALREADY_ANSWERED
    }
}
