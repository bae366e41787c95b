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

    /** The user is to be erased: nobody acts for him any more, and what is his ends. */
    @EventType("user.erasure_started")
    @Revision("1")
    record ErasureStarted(String user) implements UserEvent {}

    /**
     * The user's key is gone: from here on no node reads or writes his personal text any more. What
     * was made of the log up to here may still hold it, and is to forget it.
     */
    @EventType("user.key_destroyed")
    @Revision("1")
    record UserKeyDestroyed(String user) implements UserEvent {}

    /** Nothing is left of the user but ciphertext that nobody can open, and random ids. */
    @EventType("user.erased")
    @Revision("1")
    record UserErased(String user) implements UserEvent {}
}
