package dev.mooring.sandbox.authorization;

import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;

/**
 * Exchanges codes and refresh tokens one after the other, so that of two requests with the same one
 * exactly one succeeds; ends the whole authorization when a replaced refresh token comes back; and
 * plays the fault that was asked for, in which case nothing is consumed.
 */
final class Grants implements AuthenticationProvider {

    private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);

    private final AuthenticationProvider grant;
    private final Authorizations authorizations;
    private final Lock turn;

    /**
     * @param turn the lock that all grants of this server share
     */
    Grants(AuthenticationProvider grant, Authorizations authorizations, Lock turn) {
        this.grant = grant;
        this.authorizations = authorizations;
        this.turn = turn;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        turn.lock();
        try {
            switch (authentication) {
                case OAuth2AuthorizationCodeAuthenticationToken exchange ->
                        play(exchangeFault(authorizations.findByToken(exchange.getCode(), CODE)));
                case OAuth2RefreshTokenAuthenticationToken refresh -> {
                    authorizations.endIfReplaced(refresh.getRefreshToken());
                    play(
                            refreshFault(
                                    authorizations.findByToken(
                                            refresh.getRefreshToken(),
                                            OAuth2TokenType.REFRESH_TOKEN)));
                }
                default -> {
                    return null;
                }
            }
            return grant.authenticate(authentication);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return grant.supports(authentication);
    }

    private static Fault exchangeFault(@Nullable OAuth2Authorization authorization) {
        return authorization == null ? Fault.NONE : Outcome.of(authorization).exchange();
    }

    private static Fault refreshFault(@Nullable OAuth2Authorization authorization) {
        return authorization == null ? Fault.NONE : Outcome.of(authorization).refresh();
    }

    private static void play(Fault fault) {
        if (fault != Fault.NONE) {
            throw new RehearsedFault(fault);
        }
    }
}
