package dev.mooring.query.services;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/** The client that a workspace registered last at a service; its secret lies in the vault. */
public record RegisteredClient(String registration, String clientId, int version) {

    static final Kind<RegisteredClient> KIND =
            new Kind<>(
                    "client",
                    RegisteredClient.class,
                    RegisteredClient::concern,
                    RegisteredClient::fold);

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ClientEvent client ? client.registration() : null;
    }

    static @Nullable RegisteredClient fold(
            @Nullable RegisteredClient client, RecordedEvent recorded) {
        return recorded.event() instanceof ClientRegistered it
                ? new RegisteredClient(it.registration(), it.clientId(), it.version())
                : client;
    }
}
