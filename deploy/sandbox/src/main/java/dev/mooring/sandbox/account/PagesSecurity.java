package dev.mooring.sandbox.account;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.SandboxProperties;
import dev.mooring.sandbox.page.PageHeaders;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Who may see which page, and how one signs in: a session, with CSRF protection. */
@OnlyInSandbox
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class PagesSecurity {

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, Accounts accounts) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/consent")
                                .authenticated()
                                .anyRequest()
                                .permitAll())
                .authenticationProvider(accounts)
                .formLogin(form ->
                        form.loginPage("/sign-in")
                                .usernameParameter("account")
                                .successHandler(new SignedIn())
                                .failureUrl("/sign-in"))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .headers(new PageHeaders())
                .build();
    }

    /**
     * Other host names are refused, so that no foreign page reaches loopback by rebinding a name.
     */
    @Bean
    HttpFirewall loopbackNamesOnly(SandboxProperties properties) {
        var names = Set.of("localhost", "127.0.0.1");
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(
                name -> names.contains(name) || name.equals(properties.issuer().getHost()));
        return firewall;
    }
}
