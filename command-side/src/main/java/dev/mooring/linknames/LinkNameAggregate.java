package dev.mooring.linknames;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.linkname.LinkNameEvent;

/** Runs {@link LinkNameDecider} on Axon. */
public final class LinkNameAggregate
        extends DecidedAggregate<LinkNameClaim, LinkNameCommand, LinkNameEvent> {

    public LinkNameAggregate() {
        super(new LinkNameDecider(), LinkNameEvent.class);
    }
}
