package dev.mooring.services;

import dev.mooring.api.ApiProperties;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.service.Catalog;
import dev.mooring.oauth2.Discovery;
import dev.mooring.outbound.Outbound;
import dev.mooring.services.posted.MetadataReader;
import dev.mooring.services.posted.ServiceReader;
import dev.mooring.workspaces.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the services together. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceEndpoint.class, ClientEndpoint.class})
public class ServicesConfiguration {

    @Bean
    ServiceCommandHandler serviceCommandHandler(AxonLog axon) {
        var handler = ServiceCommandHandler.over(axon);
        axon.subscribe(handler);
        return handler;
    }

    @Bean
    ServiceReader serviceReader(Installation installation) {
        return new ServiceReader(installation.development());
    }

    @Bean
    ServiceDiscovery serviceDiscovery(Outbound outbound, Installation installation) {
        return new ServiceDiscovery(
                new Discovery(outbound), new MetadataReader(installation.development()));
    }

    @Bean
    ServiceDirectory serviceDirectory(EventLog log, Catalog catalog) {
        return new ServiceDirectory(log, catalog);
    }

    @Bean
    Configurations configurations(ServiceDirectory directory, PersonalKeys keys) {
        return new Configurations(directory, keys);
    }

    @Bean
    ClientRegistrations clientRegistrations(
            ServiceDirectory directory,
            ClientSecretKeeper secrets,
            CommandSender sender,
            ApiProperties api) {
        return new ClientRegistrations(directory, secrets, sender, api::url);
    }

    @Bean
    FingerprintQueries fingerprintQueries(
            ServiceDirectory services, Configurations configurations) {
        return new FingerprintQueries(services, configurations);
    }
}
