package dev.mooring.language.workspace;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import org.axonframework.serialization.Revision;

/** What happened to a user. */
public sealed interface UserEvent extends DomainEvent {

    /** The user's id, random. */
    String user();

    @Override
    default String aggregateId() {
        return user();
    }

    /** The one event that holds the id by which the workspace's own systems know the user. */
    @EventType("user.registered")
    @Revision("1")
    record UserRegistered(@Subject String user, @Personal String externalId) implements UserEvent {}
}
