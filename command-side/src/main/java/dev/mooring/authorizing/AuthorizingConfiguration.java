package dev.mooring.authorizing;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiProperties;
import dev.mooring.authorizing.attempts.AttemptClients;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.browser.AttemptCookies;
import dev.mooring.authorizing.browser.SaidCookie;
import dev.mooring.authorizing.browser.SameOrigin;
import dev.mooring.authorizing.finishing.AttemptOutcomes;
import dev.mooring.authorizing.finishing.CallbackEndpoint;
import dev.mooring.authorizing.finishing.ConfirmEndpoint;
import dev.mooring.authorizing.finishing.Exchange;
import dev.mooring.authorizing.starting.AuthorizeEndpoint;
import dev.mooring.authorizing.starting.BrowserStart;
import dev.mooring.authorizing.starting.ConnectEndpoint;
import dev.mooring.authorizing.starting.CredentialStart;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.credentials.CredentialKeeper;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.keys.Sealer;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.outbound.Outbound;
import dev.mooring.recurring.Recurring;
import dev.mooring.services.Configurations;
import dev.mooring.services.ServiceDirectory;
import dev.mooring.workspaces.Installation;
import dev.mooring.workspaces.Names;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts authorizing together: attempts, the browser's pages, the callback and the exchange. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthorizingProperties.class)
@Import({
    AuthorizeEndpoint.class,
    ConnectEndpoint.class,
    CallbackEndpoint.class,
    ConfirmEndpoint.class
})
public class AuthorizingConfiguration {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    @Bean
    Attempts attempts(MongoDatabase database, Sealer sealer, EventLog log) {
        return new Attempts(database, sealer, log.clock(), new SecureRandom());
    }

    @Bean(destroyMethod = "close")
    Recurring attemptSweep(Attempts attempts) {
        return Recurring.start("attempt-sweep", SWEEP, SWEEP, attempts::sweep);
    }

    @Bean
    AttemptCookies attemptCookies(ApiProperties api, Installation installation) {
        return new AttemptCookies(secure(api, installation));
    }

    @Bean
    SaidCookie saidCookie(ApiProperties api, Installation installation) {
        return new SaidCookie(secure(api, installation));
    }

    @Bean
    SameOrigin sameOrigin(ApiProperties api) {
        return new SameOrigin(origin(api.publicUrl()));
    }

    @Bean
    BrowserStart browserStart(
            Attempts attempts,
            CommandSender sender,
            ServiceDirectory services,
            Configurations configurations,
            AuthorizingProperties properties,
            Installation installation,
            ApiProperties api) {
        return new BrowserStart(
                attempts,
                sender,
                services,
                configurations,
                properties,
                installation.development(),
                api::url);
    }

    @Bean
    CredentialStart credentialStart(
            CommandSender sender,
            Configurations configurations,
            CredentialKeeper credentials,
            AuthorizingProperties properties) {
        return new CredentialStart(sender, configurations, credentials, properties);
    }

    @Bean
    Names names(EventLog log) {
        return new Names(log);
    }

    @Bean
    OAuth2Calls oauth2Calls(Outbound outbound) {
        return new OAuth2Calls(outbound);
    }

    @Bean
    AttemptClients attemptClients(
            ServiceDirectory services, OAuth2Clients clients, ConnectionLookup connections) {
        return new AttemptClients(services, clients, connections);
    }

    @Bean
    AttemptOutcomes attemptOutcomes(CommandSender sender, EventLog log) {
        return new AttemptOutcomes(sender, log.clock());
    }

    @Bean
    Exchange exchange(
            Attempts attempts,
            AttemptClients clients,
            OAuth2Calls calls,
            CredentialKeeper credentials,
            AttemptOutcomes outcomes,
            EventLog log) {
        return new Exchange(attempts, clients, calls, credentials, outcomes, log.clock());
    }

    /** Browsers refuse Secure cookies on plain http, which only a developer's machine uses. */
    private static boolean secure(ApiProperties api, Installation installation) {
        return !(installation.development() && "http".equals(api.publicUrl().getScheme()));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
