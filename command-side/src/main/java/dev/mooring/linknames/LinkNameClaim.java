package dev.mooring.linknames;

import dev.mooring.language.ConnectionId;

/** Who holds a link name. */
public sealed interface LinkNameClaim {

    /** Nobody does. */
    record Free() implements LinkNameClaim {}

    /** A connection does. */
    record Held(ConnectionId connection) implements LinkNameClaim {}
}
