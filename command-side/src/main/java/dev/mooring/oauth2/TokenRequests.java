package dev.mooring.oauth2;

import com.nimbusds.oauth2.sdk.AbstractRequest;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.mooring.language.service.Auth;
import dev.mooring.outbound.OutboundRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The requests that a client sends itself; each carries secrets. Pure. */
public final class TokenRequests {

    private TokenRequests() {}

    /**
     * Exchanges a code (RFC 6749 §4.1.3, RFC 7636 §4.5). To be sent once and never again.
     *
     * @throws IllegalArgumentException where the service's extra parameters set what the protocol
     *     sets
     */
    public static OutboundRequest exchange(
            OAuth2Client client, String code, OneTimeSecret verifier) {
        var pkce =
                switch (client.service().pkce()) {
                    case S256 -> new CodeVerifier(verifier.value());
                    case UNSUPPORTED -> null;
                };
        return tokenRequest(
                client,
                client.service().tokenUrl(),
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code), client.redirectUri(), pkce));
    }

    /** Refreshes for all the scopes granted so far (RFC 6749 §6). */
    public static OutboundRequest refresh(OAuth2Client client, String refreshToken) {
        var url =
                Objects.requireNonNullElse(
                        client.service().refreshUrl(), client.service().tokenUrl());
        return tokenRequest(client, url, new RefreshTokenGrant(new RefreshToken(refreshToken)));
    }

    /** Revokes a refresh token and, where the service does so, the whole grant (RFC 7009 §2.1). */
    public static OutboundRequest revokeRefreshToken(OAuth2Client client, String refreshToken) {
        return revoke(client, new RefreshToken(refreshToken));
    }

    /** Revokes an access token (RFC 7009 §2.1). */
    public static OutboundRequest revokeAccessToken(OAuth2Client client, String accessToken) {
        AccessToken token = new BearerAccessToken(accessToken);
        return revoke(client, token);
    }

    private static OutboundRequest revoke(OAuth2Client client, Token token) {
        var url =
                URI.create(
                        Objects.requireNonNull(
                                client.service().revokeUrl(), "the service has no revocation"));
        var authentication = authentication(client);
        return outbound(
                authentication == null
                        ? new TokenRevocationRequest(url, new ClientID(client.clientId()), token)
                        : new TokenRevocationRequest(url, authentication, token));
    }

    private static OutboundRequest tokenRequest(
            OAuth2Client client, String url, AuthorizationGrant grant) {
        var authentication = authentication(client);
        var endpoint = URI.create(url);
        var request =
                authentication == null
                        ? new TokenRequest.Builder(endpoint, new ClientID(client.clientId()), grant)
                        : new TokenRequest.Builder(endpoint, authentication, grant);
        client.service()
                .tokenParameters()
                .forEach((name, value) -> {
                    if (ProtocolParameters.isReserved(name)) {
                        throw new IllegalArgumentException(
                                "the protocol itself sets the parameter " + name);
                    }
                    request.customParameter(name, value);
                });
        return outbound(request.build());
    }

    /** Null for a public client, which only names itself (RFC 6749 §3.2.1). */
    private static @Nullable ClientAuthentication authentication(OAuth2Client client) {
        Auth.ClientAuthentication method = client.service().clientAuthentication();
        return switch (method) {
            case BASIC -> new ClientSecretBasic(new ClientID(client.clientId()), secret(client));
            case POST -> new ClientSecretPost(new ClientID(client.clientId()), secret(client));
            case NONE -> null;
        };
    }

    private static Secret secret(OAuth2Client client) {
        return new Secret(Objects.requireNonNull(client.secret()));
    }

    private static OutboundRequest outbound(AbstractRequest request) {
        var message = request.toHTTPRequest();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        if (message.getAuthorization() != null) {
            headers.put("Authorization", message.getAuthorization());
        }
        return OutboundRequest.post(
                message.getURI(),
                headers,
                new OutboundRequest.Body("application/x-www-form-urlencoded", message.getBody()));
    }
}
