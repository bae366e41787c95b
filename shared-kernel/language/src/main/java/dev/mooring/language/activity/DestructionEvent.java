package dev.mooring.language.activity;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;

/** What happened to a credential when its authorization ended. */
public sealed interface DestructionEvent extends DomainEvent {

    String authorization();

    @Override
    default String aggregateId() {
        return authorization();
    }

    /**
     * The credential's key is destroyed, and with it all of its generations, for good.
     *
     * @param atService what was done at the service before: {@code revoked}, {@code refused},
     *     {@code unanswered}, {@code not_offered} where the service has no revocation, or {@code
     *     left} where it might have ended another authorization that is in effect
     */
    @EventType("credential.destroyed")
    @Revision("1")
    record CredentialDestroyed(String authorization, String atService)
            implements DestructionEvent {}
}
