package dev.mooring.sandbox.authorization;

import dev.mooring.sandbox.OnlyInSandbox;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

/**
 * Every authorization since the start, in memory, with every token ever issued for it.
 *
 * <p>As at real services, an access token outlives a refresh until it expires, and a refresh token
 * that was replaced is remembered, so that its use can be noticed (RFC 9700 section 4.14.2).
 * Thread-safe.
 */
@OnlyInSandbox
@Component
public class Authorizations implements OAuth2AuthorizationService {

    private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);
    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final Map<String, OAuth2Authorization> byId = new HashMap<>();
    private final Map<String, Issued> issued = new HashMap<>();

    /**
     * A value that was handed out.
     *
     * @param access the access token as last seen, where it is one
     */
    private record Issued(
            String authorizationId,
            OAuth2TokenType type,
            OAuth2Authorization.@Nullable Token<OAuth2AccessToken> access) {}

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        var id = authorization.getId();
        byId.put(id, authorization);
        String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
        if (state != null) {
            issued.put(state, new Issued(id, STATE, null));
        }
        remember(id, CODE, authorization.getToken(OAuth2AuthorizationCode.class));
        remember(id, OAuth2TokenType.REFRESH_TOKEN, authorization.getRefreshToken());
        var access = authorization.getAccessToken();
        if (access != null) {
            issued.put(
                    access.getToken().getTokenValue(),
                    new Issued(id, OAuth2TokenType.ACCESS_TOKEN, access));
        }
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        byId.remove(authorization.getId());
        issued.values().removeIf(token -> token.authorizationId().equals(authorization.getId()));
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findById(String id) {
        return byId.get(id);
    }

    /** Finds by a value that still stands for the authorization; replaced ones do not. */
    @Override
    public synchronized @Nullable OAuth2Authorization findByToken(
            String value, @Nullable OAuth2TokenType type) {
        var token = issued.get(value);
        if (token == null || (type != null && !type.equals(token.type()))) {
            return null;
        }
        var authorization = byId.get(token.authorizationId());
        if (authorization == null) {
            return null;
        }
        if (token.type().equals(STATE)) {
            return value.equals(authorization.getAttribute(OAuth2ParameterNames.STATE))
                    ? authorization
                    : null;
        }
        if (authorization.getToken(value) != null) {
            return authorization;
        }
        var access = token.access();
        return access == null || isEnded(authorization)
                ? null
                : OAuth2Authorization.from(authorization)
                        .token(access.getToken(), metadata -> metadata.putAll(access.getMetadata()))
                        .build();
    }

    /**
     * Ends the authorization, with all its tokens, if this is a refresh token that it has replaced:
     * either the client or a thief holds an old one, and nobody can tell which.
     */
    synchronized void endIfReplaced(String refreshToken) {
        var token = issued.get(refreshToken);
        if (token == null || !token.type().equals(OAuth2TokenType.REFRESH_TOKEN)) {
            return;
        }
        var authorization = byId.get(token.authorizationId());
        if (authorization != null && authorization.getToken(refreshToken) == null) {
            remove(authorization);
        }
    }

    /** Whether an access token is neither expired nor revoked, nor its authorization ended. */
    public boolean isInEffect(String accessToken) {
        var authorization = findByToken(accessToken, OAuth2TokenType.ACCESS_TOKEN);
        var access = authorization == null ? null : authorization.getAccessToken();
        return access != null && access.isActive();
    }

    private void remember(
            String id,
            OAuth2TokenType type,
            OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
        if (token != null) {
            issued.put(token.getToken().getTokenValue(), new Issued(id, type, null));
        }
    }

    private static boolean isEnded(OAuth2Authorization authorization) {
        var refresh = authorization.getRefreshToken();
        return refresh != null && refresh.isInvalidated();
    }
}
