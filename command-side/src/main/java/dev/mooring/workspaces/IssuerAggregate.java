package dev.mooring.workspaces;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.workspace.IssuerEvent;

/** Runs {@link IssuerDecider} on Axon. */
public final class IssuerAggregate
        extends DecidedAggregate<IssuerTrust, IssuerCommand, IssuerEvent> {

    public IssuerAggregate() {
        super(new IssuerDecider(), IssuerEvent.class);
    }

    /**
     * No workspace is foreign here: which of them an issuer is of is what is decided, so that a
     * token can lead to one only.
     */
    @Override
    protected boolean isForeign(String asking) {
        return false;
    }
}
