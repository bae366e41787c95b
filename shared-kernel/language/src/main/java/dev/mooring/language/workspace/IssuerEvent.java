package dev.mooring.language.workspace;

import dev.mooring.language.EventType;
import dev.mooring.language.InstallationEvent;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * What happened to an issuer of users' tokens, in the commit of the workspace that it is of. Of two
 * workspaces that want it, it decides which one gets it.
 */
public sealed interface IssuerEvent extends InstallationEvent {

    /** Made from issuer and audience, whichever workspace it is. */
    String id();

    @Override
    default String aggregateId() {
        return id();
    }

    /**
     * The workspace takes tokens of this issuer, for this audience, from now on; or takes them in
     * another way than before.
     *
     * @param algorithms names of RFC 7518, sorted
     */
    @EventType("issuer.trusted")
    @Revision("1")
    record IssuerTrusted(
            String id,
            String workspace,
            String issuer,
            String audience,
            List<String> algorithms,
            String jwksUrl)
            implements IssuerEvent {}

    /** The workspace takes no tokens of this issuer any more; another one may. */
    @EventType("issuer.dropped")
    @Revision("1")
    record IssuerDropped(String id, String workspace) implements IssuerEvent {}
}
