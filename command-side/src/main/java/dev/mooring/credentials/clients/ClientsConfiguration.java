package dev.mooring.credentials.clients;

import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.services.ClientRegistrations;
import dev.mooring.services.ClientSecretKeeper;
import dev.mooring.services.ServiceDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the clients together. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    @Bean
    ClientSecretKeeper clientSecretKeeper(ClientSecrets secrets) {
        return new VaultedClientSecrets(secrets);
    }

    @Bean
    GrantedServices grantedServices(ServiceDirectory directory) {
        return new GrantedServices(directory);
    }

    @Bean
    OAuth2Clients oauth2Clients(
            ServiceDirectory directory, ClientSecrets secrets, ClientRegistrations registrations) {
        return new OAuth2Clients(directory, secrets, registrations::redirectUri);
    }
}
