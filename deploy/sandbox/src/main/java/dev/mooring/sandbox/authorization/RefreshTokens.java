package dev.mooring.sandbox.authorization;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** A new refresh token with every answer, unless this authorization keeps its first one. */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

    private final OAuth2RefreshTokenGenerator fresh = new OAuth2RefreshTokenGenerator();

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        var next = fresh.generate(context);
        var authorization = context.getAuthorization();
        if (next == null
                || authorization == null
                || !AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType())
                || Outcome.of(authorization).rotates()) {
            return next;
        }
        var current = authorization.getRefreshToken();
        return current == null ? next : current.getToken();
    }
}
