package dev.mooring.services;

import dev.mooring.language.Fingerprint;
import dev.mooring.language.reuse.FindFingerprint;
import org.axonframework.queryhandling.QueryHandler;

/** Says, to whoever looks for what could be reused, which fingerprint a choice would have. */
public final class FingerprintQueries {

    private final ServiceDirectory services;
    private final Configurations configurations;

    FingerprintQueries(ServiceDirectory services, Configurations configurations) {
        this.services = services;
        this.configurations = configurations;
    }

    @QueryHandler
    public Fingerprint find(FindFingerprint query) {
        var service = services.connectable(query.workspace(), query.service());
        return configurations
                .choose(query.user(), service, query.scopes(), query.parameters())
                .fingerprint();
    }
}
