package dev.mooring.oauth2;

import dev.mooring.language.service.Auth;
import java.net.URI;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A workspace's client at one version of a service.
 *
 * @param secret null for a public client
 * @param redirectUri the one redirect URI of the client's registration, from configuration
 */
public record OAuth2Client(
        Auth.OAuth2AuthorizationCode service,
        String clientId,
        @Nullable String secret,
        URI redirectUri) {

    /**
     * @throws IllegalArgumentException where the client lacks the secret that it is to show
     */
    public OAuth2Client {
        if (service.clientAuthentication() != Auth.ClientAuthentication.NONE && secret == null) {
            throw new IllegalArgumentException("the client authenticates and has no secret");
        }
    }

    /** Whether the service signs the user in, so that an id token is due (OIDC Core §3.1.2.1). */
    public boolean signsIn(Collection<String> scopes) {
        return service.issuer() != null && service.jwksUrl() != null && scopes.contains("openid");
    }

    /** What {@code iss} of this service's callbacks has to be. */
    public Issuer issuer() {
        return new Issuer(service.issuer(), service.issuerInResponse());
    }

    /** The client's id and the service's authorize URL; no secret. */
    @Override
    public String toString() {
        return "OAuth2Client[%s at %s]".formatted(clientId, service.authorizeUrl());
    }
}
