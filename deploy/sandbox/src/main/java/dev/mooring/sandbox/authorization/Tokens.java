package dev.mooring.sandbox.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.account.Account;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** How tokens are made and checked. The key is new at each start. */
@OnlyInSandbox
@Configuration(proxyBeanMethods = false)
class Tokens {

    @Bean
    JWKSource<SecurityContext> signingKey() throws JOSEException {
        var key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(JWKSource<SecurityContext> signingKey) {
        var signed = new JwtGenerator(new NimbusJwtEncoder(signingKey));
        signed.setJwtCustomizer(Tokens::describeAccount);
        return new DelegatingOAuth2TokenGenerator(signed, new RefreshTokens());
    }

    /** Accepts what this server signed and still holds to be in effect, to the second. */
    @Bean
    JwtDecoder accessTokenDecoder(
            JWKSource<SecurityContext> signingKey, Authorizations authorizations) {
        var decoder = NimbusJwtDecoder.withJwkSource(signingKey).build();
        OAuth2TokenValidator<Jwt> inEffect =
                token ->
                        authorizations.isInEffect(token.getTokenValue())
                                ? OAuth2TokenValidatorResult.success()
                                : OAuth2TokenValidatorResult.failure(
                                        new OAuth2Error(
                                                OAuth2ErrorCodes.INVALID_TOKEN,
                                                "The access token has expired or was revoked",
                                                null));
        decoder.setJwtValidator(inEffect);
        return decoder;
    }

    /** Name and address in the ID token as its scopes permit (OpenID Connect Core section 5.4). */
    private static void describeAccount(JwtEncodingContext context) {
        var person = context.getPrincipal();
        if (person == null
                || !(person.getPrincipal() instanceof Account account)
                || !OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            return;
        }
        var scopes = context.getAuthorizedScopes();
        if (scopes.contains("profile")) {
            context.getClaims().claim("name", account.displayName());
        }
        if (scopes.contains("email")) {
            context.getClaims().claim("email", account.email()).claim("email_verified", true);
        }
    }
}
