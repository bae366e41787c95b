package dev.mooring.language.workspace;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a workspace. */
public sealed interface WorkspaceEvent extends DomainEvent {

    /** The workspace's id. */
    String workspace();

    @Override
    default String aggregateId() {
        return workspace();
    }

    @EventType("workspace.created")
    @Revision("1")
    record WorkspaceCreated(String workspace, String name) implements WorkspaceEvent {}

    /**
     * The workspace has an issuer of its users' tokens, in place of any other.
     *
     * @param issuer its id, under which the log tells of it
     */
    @EventType("workspace.issuer_set")
    @Revision("1")
    record IssuerSet(String workspace, String issuer) implements WorkspaceEvent {}

    /** The workspace takes nobody's tokens for its users' any more. */
    @EventType("workspace.issuer_removed")
    @Revision("1")
    record IssuerRemoved(String workspace, String issuer) implements WorkspaceEvent {}
}
