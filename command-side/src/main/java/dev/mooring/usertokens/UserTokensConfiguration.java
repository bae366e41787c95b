package dev.mooring.usertokens;

import dev.mooring.api.access.JwtVerifier;
import dev.mooring.eventlog.EventLog;
import dev.mooring.outbound.Outbound;
import dev.mooring.workspaces.Issuers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets users in by tokens of their workspace's issuer. */
@Configuration(proxyBeanMethods = false)
@Import(IssuerEndpoint.class)
public class UserTokensConfiguration {

    @Bean
    JwtVerifier userTokens(Issuers issuers, Outbound outbound, EventLog log) {
        return new IssuedTokens(issuers, new KeySets(outbound, log.clock()), log.clock());
    }
}
