package dev.mooring.sandbox.authorization;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.SandboxProperties;
import dev.mooring.sandbox.account.PendingRequest;
import dev.mooring.sandbox.account.SignInBeforeAuthorizing;
import dev.mooring.sandbox.page.PageHeaders;
import dev.mooring.sandbox.scope.Scope;
import dev.mooring.sandbox.scope.Scopes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadataClaimNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Puts the protocol endpoints together: authorize, token, revoke, introspect, userinfo, metadata.
 */
@OnlyInSandbox
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {

    @Bean
    AuthorizationServerSettings settings(SandboxProperties properties) {
        return AuthorizationServerSettings.builder().issuer(properties.issuer().toString()).build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(
            HttpSecurity http, SandboxProperties properties, Authorizations authorizations) {
        var server = new OAuth2AuthorizationServerConfigurer();
        var signIn = new SignInBeforeAuthorizing();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(server, endpoints -> configure(endpoints, properties, authorizations))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(signIn, AuthorizationFilter.class)
                .exceptionHandling(handling ->
                        handling.defaultAuthenticationEntryPointFor(
                                signIn,
                                PathPatternRequestMatcher.pathPattern(PendingRequest.ENDPOINT)))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .headers(new PageHeaders())
                .build();
    }

    private static void configure(
            OAuth2AuthorizationServerConfigurer endpoints,
            SandboxProperties properties,
            Authorizations authorizations) {
        var answer = new AuthorizationAnswer(properties);
        endpoints
                .authorizationEndpoint(authorize ->
                        authorize
                                .consentPage("/consent")
                                .authenticationProviders(
                                        providers -> ask(providers, authorizations))
                                .authorizationResponseHandler(answer)
                                .errorResponseHandler(answer))
                .tokenEndpoint(token ->
                        token.authenticationProviders(
                                        providers -> takeTurns(providers, authorizations))
                                .errorResponseHandler(new TokenErrors()))
                .authorizationServerMetadataEndpoint(metadata ->
                        metadata.authorizationServerMetadataCustomizer(
                                document -> document.claims(AuthorizationServer::describe)))
                .oidc(oidc ->
                        oidc.providerConfigurationEndpoint(metadata ->
                                metadata.providerConfigurationCustomizer(document ->
                                        document.claims(AuthorizationServer::describe))));
    }

    /**
     * Says what is so here: {@code iss} is always there (RFC 9207 section 3), two grants, our
     * scopes.
     */
    private static void describe(Map<String, Object> metadata) {
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put(
                OAuth2AuthorizationServerMetadataClaimNames.SCOPES_SUPPORTED,
                Stream.concat(Stream.of(Scopes.OPENID), Scopes.all().stream().map(Scope::name))
                        .toList());
        metadata.put(
                OAuth2AuthorizationServerMetadataClaimNames.GRANT_TYPES_SUPPORTED,
                List.of(
                        AuthorizationGrantType.AUTHORIZATION_CODE.getValue(),
                        AuthorizationGrantType.REFRESH_TOKEN.getValue()));
    }

    private static void ask(List<AuthenticationProvider> providers, Authorizations authorizations) {
        providers.replaceAll(provider -> {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
                request.setAuthenticationValidator(
                        new LoopbackCallback()
                                .andThen(
                                        OAuth2AuthorizationCodeRequestAuthenticationValidator
                                                .DEFAULT_SCOPE_VALIDATOR));
                request.setAuthorizationConsentRequired(context -> true);
            }
            return provider instanceof OAuth2AuthorizationConsentAuthenticationProvider
                    ? new ConsentDecision(provider, authorizations)
                    : provider;
        });
    }

    private static void takeTurns(
            List<AuthenticationProvider> providers, Authorizations authorizations) {
        var turn = new ReentrantLock();
        providers.replaceAll(provider ->
                provider instanceof OAuth2AuthorizationCodeAuthenticationProvider
                                || provider instanceof OAuth2RefreshTokenAuthenticationProvider
                        ? new Grants(provider, authorizations, turn)
                        : provider);
    }
}
