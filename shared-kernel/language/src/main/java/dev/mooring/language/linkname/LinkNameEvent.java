package dev.mooring.language.linkname;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a link name of a workspace. */
public sealed interface LinkNameEvent extends DomainEvent {

    /** The aggregate's id, made from the workspace and the name. */
    String id();

    @Override
    default String aggregateId() {
        return id();
    }

    /** The name belongs to a connection from now on; in the commit of its creation. */
    @EventType("link_name.claimed")
    @Revision("1")
    record LinkNameClaimed(String id, String linkName, String connection)
            implements LinkNameEvent {}

    /** The name is free again; in the commit of the connection's deletion. */
    @EventType("link_name.released")
    @Revision("1")
    record LinkNameReleased(String id, String linkName, String connection)
            implements LinkNameEvent {}
}
