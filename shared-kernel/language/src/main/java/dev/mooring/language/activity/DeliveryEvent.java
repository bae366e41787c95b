package dev.mooring.language.activity;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened in one delivery of a credential. */
public sealed interface DeliveryEvent extends DomainEvent {

    /** The delivery's id. */
    String delivery();

    @Override
    default String aggregateId() {
        return delivery();
    }

    /**
     * A credential is handed out; recorded before it leaves.
     *
     * @param vaultVersion the version that leaves
     * @param application whose key asked for it; null for a key that belongs to none
     */
    @EventType("delivery.made")
    @Revision("1")
    record DeliveryMade(
            String delivery,
            String connection,
            String authorization,
            long vaultVersion,
            @Nullable String application)
            implements DeliveryEvent {}
}
