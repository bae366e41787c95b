package dev.mooring.authorizing.attempts;

import dev.mooring.oauth2.AuthorizationRequests;
import dev.mooring.oauth2.OneTimeSecret;

/** What came of opening a ticket. */
public sealed interface Opening {

    /**
     * The ticket is consumed; the browser goes on to the service.
     *
     * @param bindings of the authorization request
     * @param cookie for the browser, which has to bring it back
     */
    record Opened(Attempt attempt, AuthorizationRequests.Bindings bindings, OneTimeSecret cookie)
            implements Opening {}

    /** Nothing changed. */
    record NotOpened(Look.Uselessness why) implements Opening {}
}
