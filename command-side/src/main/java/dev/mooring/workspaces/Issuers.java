package dev.mooring.workspaces;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.IssuerId;
import dev.mooring.language.workspace.IssuerEvent;

/**
 * Tells at the log's head which workspace takes an issuer's tokens: one that is dropped opens
 * nothing from that moment, on no node. Thread-safe.
 */
public final class Issuers {

    private static final IssuerDecider DECIDER = new IssuerDecider();

    private final EventLog log;

    public Issuers(EventLog log) {
        this.log = log;
    }

    /** Who trusts an issuer for an audience. May block. */
    public IssuerTrust find(String issuer, String audience) {
        var state = DECIDER.initial();
        for (var recorded : log.readAggregate(IssuerId.of(issuer, audience).value(), 0)) {
            state = DECIDER.evolve(state, (IssuerEvent) recorded.event());
        }
        return state;
    }
}
