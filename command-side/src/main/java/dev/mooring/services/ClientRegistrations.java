package dev.mooring.services;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.ClientCommand.RegisterClient;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import java.net.URI;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registers workspaces' clients at services: the secret goes to its keeper first, then the commit
 * refers to it. A client belongs to one workspace; there are none for the whole installation.
 * Thread-safe.
 */
public final class ClientRegistrations {

    private final ServiceDirectory directory;
    private final ClientSecretKeeper secrets;
    private final CommandSender sender;
    private final Function<String, String> publicUrls;

    /**
     * Registrations whose redirect URIs lead to this server.
     *
     * @param publicUrls makes a URL of this server of a path
     */
    public ClientRegistrations(
            ServiceDirectory directory,
            ClientSecretKeeper secrets,
            CommandSender sender,
            Function<String, String> publicUrls) {
        this.directory = directory;
        this.secrets = secrets;
        this.sender = sender;
        this.publicUrls = publicUrls;
    }

    /**
     * Registers a client at the newest version of a service, built-in ones included. What is
     * registered already stays as it is.
     *
     * @param secret null for a public client, and to keep the one that is registered
     * @throws Refusal {@code service.unknown}; {@code client_secret.required} where one is needed
     *     for this client id or for where this version sends it; {@code request.invalid} where the
     *     service knows no clients, or none with secrets
     */
    public Receipt register(
            WorkspaceId workspace,
            ServiceId service,
            String clientId,
            @Nullable ClientSecret secret,
            CommandContext context) {
        var newest = directory.newest(workspace, service);
        if (!newest.hasClients()) {
            throw Refusal.invalid(
                    "/clientId", "not_applicable", "This type of service knows no clients");
        }
        if (secret != null && !newest.hasConfidentialClients()) {
            throw Refusal.invalid(
                    "/clientSecret", "not_applicable", "The service's clients have no secrets");
        }
        return send(command(newest, clientId, secret, context.at()), context);
    }

    /** The one redirect URI of a registration (RFC 9700 §4.4), to be registered at the service. */
    public URI redirectUri(RegistrationId registration) {
        return URI.create(publicUrls.apply("/callback/" + registration));
    }

    /** What registers a client at a version of a service; the secret is kept by then. */
    RegisterClient command(
            Service service, @Nullable String clientId, @Nullable ClientSecret secret, Instant at) {
        return new RegisterClient(
                service.registration(),
                service.id(),
                service.hasConfidentialClients(),
                clientId,
                secret == null
                        ? null
                        : secrets.keep(service.workspace(), service.registration(), secret),
                service.definition().destinations(),
                at);
    }

    /** Sends a command that may register a client, and claims the secret that its commit names. */
    Receipt send(Object command, CommandContext context) {
        var receipt = sender.send(command, context);
        for (var recorded : receipt.events()) {
            if (recorded.event() instanceof ClientRegistered registered
                    && registered.vaultVersion() > 0) {
                secrets.claim(
                        context.workspace(),
                        new RegistrationId(registered.registration()),
                        registered.vaultVersion());
            }
        }
        return receipt;
    }
}
