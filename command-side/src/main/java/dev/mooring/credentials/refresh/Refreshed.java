package dev.mooring.credentials.refresh;

import dev.mooring.credentials.vault.Credential;

/** What became of the wish to have newer tokens. */
public sealed interface Refreshed {

    /** There is a newer generation, whoever brought it. */
    record Newer(Credential credential) implements Refreshed {}

    /** There is not; the present tokens serve for as long as they live. */
    record Unchanged(Why why) implements Refreshed {}

    /** The service no longer honours the authorization, and the log says so. */
    record Refused() implements Refreshed {}

    /** Why there are no newer tokens. */
    enum Why {
        /** Somebody else is refreshing; or the service could not be asked, or did not act. */
        LATER,
        /** A refresh token was sent, nobody knows to what end, and it must not be sent again. */
        OUTCOME_UNKNOWN
    }
}
