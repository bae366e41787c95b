package dev.mooring.linknames;

import dev.mooring.language.ConnectionId;
import dev.mooring.language.linkname.LinkNameId;

/** What can be asked of a link name; only ever within a command on a connection. */
public sealed interface LinkNameCommand {

    LinkNameId name();

    /** Claims the name for a connection. */
    record ClaimLinkName(LinkNameId name, ConnectionId connection) implements LinkNameCommand {}

    /** Gives the name up, if the connection is the one that holds it. */
    record ReleaseLinkName(LinkNameId name, ConnectionId connection) implements LinkNameCommand {}
}
