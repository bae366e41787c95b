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
}
