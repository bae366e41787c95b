package dev.mooring.language.service;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a custom service. */
public sealed interface ServiceEvent extends DomainEvent {

    /** The service's id. */
    String service();

    @Override
    default String aggregateId() {
        return service();
    }

    /** A service was defined; its first version is a draft. */
    @EventType("service.drafted")
    @Revision("1")
    record ServiceDrafted(String service, int version, ServiceDefinition definition)
            implements ServiceEvent {}

    /** A new version was written; connections stay on theirs. */
    @EventType("service.revised")
    @Revision("1")
    record ServiceRevised(String service, int version, ServiceDefinition definition)
            implements ServiceEvent {}

    /** The newest version can be connected to. */
    @EventType("service.published")
    @Revision("1")
    record ServicePublished(String service, int version) implements ServiceEvent {}
}
