package dev.mooring.sandbox.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.SandboxProperties;
import dev.mooring.sandbox.scope.Scope;
import dev.mooring.sandbox.scope.Scopes;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The one client there is: Mooring, confidential, with PKCE. */
@OnlyInSandbox
@Configuration(proxyBeanMethods = false)
class Clients {

    @Bean
    RegisteredClientRepository registeredClients(SandboxProperties properties) {
        return new InMemoryRegisteredClientRepository(
                RegisteredClient.withId("mooring")
                        .clientId(properties.clientId())
                        .clientName("Mooring")
                        .clientSecret(properties.clientSecret())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        // Has to be there; LoopbackCallback decides.
                        .redirectUri("http://127.0.0.1/callback/registration")
                        .scope(Scopes.OPENID)
                        .scopes(scopes ->
                                Scopes.all().stream().map(Scope::name).forEach(scopes::add))
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        .requireAuthorizationConsent(true)
                                        .build())
                        .tokenSettings(
                                TokenSettings.builder()
                                        .authorizationCodeTimeToLive(properties.codeLifetime())
                                        .accessTokenTimeToLive(properties.accessTokenLifetime())
                                        .refreshTokenTimeToLive(properties.refreshTokenLifetime())
                                        // RefreshTokens decides for each authorization.
                                        .reuseRefreshTokens(false)
                                        .build())
                        .build());
    }

    /** The secret is public and in memory: a slow hash would only slow every token request. */
    @Bean
    PasswordEncoder clientSecrets() {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence secret) {
                return secret == null ? null : secret.toString();
            }

            @Override
            public boolean matches(@Nullable CharSequence given, @Nullable String kept) {
                return MessageDigest.isEqual(
                        Objects.toString(given, "").getBytes(UTF_8),
                        Objects.toString(kept, "").getBytes(UTF_8));
            }
        };
    }
}
