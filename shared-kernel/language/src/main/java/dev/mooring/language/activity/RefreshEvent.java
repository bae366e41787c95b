package dev.mooring.language.activity;

import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What happened while one generation of a credential was refreshed. Each sending is a start and
 * what came of it.
 */
public sealed interface RefreshEvent extends DomainEvent {

    /** Names the refresh: the authorization, a dot, the generation whose refresh token is sent. */
    String refresh();

    String authorization();

    @Override
    default String aggregateId() {
        return refresh();
    }

    /** The name of the refresh of a generation. */
    static String refreshOf(AuthorizationId authorization, long generation) {
        return authorization.value() + "." + generation;
    }

    /**
     * The refresh token is about to be sent; recorded before it is.
     *
     * @param generation the version whose refresh token it is
     * @param epoch the fencing epoch of the lease under which it is sent
     */
    @EventType("refresh.started")
    @Revision("1")
    record RefreshStarted(String refresh, String authorization, long generation, long epoch)
            implements RefreshEvent {}

    /** The next generation is current. */
    @EventType("refresh.succeeded")
    @Revision("1")
    record RefreshSucceeded(
            String refresh, String authorization, long generation, long vaultVersion)
            implements RefreshEvent {}

    /**
     * No next generation came of it.
     *
     * @param outcome {@code not_sent}, {@code refused}, {@code try_later}, {@code unknown}, or
     *     {@code superseded} where another sending had brought the next generation before
     * @param serviceError the service's own error code (RFC 6749 §5.2), where it gave one
     */
    @EventType("refresh.failed")
    @Revision("1")
    record RefreshFailed(
            String refresh,
            String authorization,
            long generation,
            String outcome,
            @Nullable String serviceError)
            implements RefreshEvent {}
}
