package dev.mooring.credentials.refresh;

import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.record.RefreshRecords;
import dev.mooring.credentials.vault.RefreshLeases;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.oauth2.OAuth2Calls;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts refreshing together. */
@Configuration(proxyBeanMethods = false)
public class RefreshConfiguration {

    @Bean
    Standing standing(EventLog log, CommandSender sender, InstantSource databaseTime) {
        return new Standing(
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class),
                sender,
                databaseTime);
    }

    @Bean
    Refresher refresher(
            GrantedServices services,
            OAuth2Clients clients,
            Vault vault,
            Generations generations,
            RefreshLeases leases,
            RefreshRecords records,
            OAuth2Calls calls,
            Standing standing,
            InstantSource databaseTime) {
        var pauses = new Pauses(databaseTime);
        var sending =
                new Sending(
                        vault, generations, leases, records, calls, standing, pauses, databaseTime);
        return new Refresher(
                services, clients, generations, leases, standing, sending, pauses, databaseTime);
    }
}
