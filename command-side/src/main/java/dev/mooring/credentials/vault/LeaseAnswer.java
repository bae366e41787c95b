package dev.mooring.credentials.vault;

import java.time.Instant;

/** What asking for the lease of a refresh came to. */
public sealed interface LeaseAnswer {

    /** The caller alone may refresh that generation now. */
    record Leased(RefreshLease lease) implements LeaseAnswer {}

    /**
     * Another one may.
     *
     * @param until when its lease ends, in database time
     */
    record Held(Instant until) implements LeaseAnswer {}

    /** That generation is not the current one, or its successor is pending already: read again. */
    record Changed() implements LeaseAnswer {}

    /** Nothing is stored for the authorization, or it was destroyed. */
    record Gone() implements LeaseAnswer {}
}
