package dev.mooring.sandbox.api;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.scope.Access;
import dev.mooring.sandbox.scope.Scopes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Which scope opens which call: one per collection and kind of access. Anything else is refused as
 * RFC 6750 section 3 says: 401 for no or no valid token, 403 for one that permits too little.
 */
@OnlyInSandbox
@Configuration(proxyBeanMethods = false)
class ProtectedApi {

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http) {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> {
                    for (var collection : Scopes.COLLECTIONS) {
                        for (var access : Access.values()) {
                            requests.requestMatchers(method(access), "/api/" + collection + "/**")
                                    .hasAuthority("SCOPE_" + Scopes.of(collection, access));
                        }
                    }
                    requests.anyRequest().denyAll();
                })
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Only the Authorization header counts here, and no page can make a browser send
                // it.
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    private static HttpMethod method(Access access) {
        return switch (access) {
            case CREATE -> HttpMethod.POST;
            case READ -> HttpMethod.GET;
            case UPDATE -> HttpMethod.PATCH;
            case DELETE -> HttpMethod.DELETE;
        };
    }
}
