package dev.mooring.credentials.clients;

import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.service.Auth;
import dev.mooring.oauth2.OAuth2Client;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The clients of workspaces at OAuth 2.0 services, with their secrets, ready to be used for one
 * call. Thread-safe.
 */
public final class OAuth2Clients {

    private final ServiceDirectory directory;
    private final ClientSecrets secrets;
    private final Function<RegistrationId, URI> redirectUris;

    /**
     * @param redirectUris the one redirect URI of each registration
     */
    public OAuth2Clients(
            ServiceDirectory directory,
            ClientSecrets secrets,
            Function<RegistrationId, URI> redirectUris) {
        this.directory = directory;
        this.secrets = secrets;
        this.redirectUris = redirectUris;
    }

    /**
     * The client that an attempt was begun with or a grant was given to, with its newest secret
     * that may go to that version of the service.
     *
     * @param clientVersion the client's version then
     * @param urlParameters that the service's URLs are filled with
     * @return empty where the service has no clients, or that client can no longer be used
     * @throws dev.mooring.language.Refusal {@code vault.rolled_back} where the secret is lost;
     *     {@code parameter.invalid}
     */
    public Optional<OAuth2Client> find(
            Service service, int clientVersion, Map<String, String> urlParameters) {
        return service.definition().auth() instanceof Auth.OAuth2AuthorizationCode code
                ? directory
                        .client(service, clientVersion)
                        .map(client ->
                                new OAuth2Client(
                                        code.filled(urlParameters),
                                        client.clientId(),
                                        client.vaultVersion() == 0
                                                ? null
                                                : secrets.read(
                                                                service.workspace(),
                                                                client.registration(),
                                                                client.vaultVersion())
                                                        .reveal(),
                                        redirectUris.apply(client.registration())))
                : Optional.empty();
    }
}
