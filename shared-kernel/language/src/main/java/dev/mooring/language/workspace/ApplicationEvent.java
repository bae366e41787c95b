package dev.mooring.language.workspace;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a client application of a workspace. */
public sealed interface ApplicationEvent extends DomainEvent {

    /** The application's id. */
    String application();

    @Override
    default String aggregateId() {
        return application();
    }

    @EventType("application.registered")
    @Revision("1")
    record ApplicationRegistered(String application, String name) implements ApplicationEvent {}
}
