package dev.mooring.credentials.delivery;

import dev.mooring.connections.ConnectionLookup;
import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.record.DeliveryRecords;
import dev.mooring.credentials.refresh.Refresher;
import dev.mooring.credentials.refresh.Standing;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.workspaces.Commands;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts delivery together. */
@Configuration(proxyBeanMethods = false)
@Import(CredentialsEndpoint.class)
public class DeliveryConfiguration {

    @Bean
    Delivery delivery(
            ConnectionLookup lookup,
            Commands commands,
            GrantedServices services,
            Generations generations,
            Refresher refresher,
            Standing standing,
            DeliveryRecords records,
            StillAtHead stillAtHead,
            InstantSource databaseTime) {
        return new Delivery(
                lookup,
                commands,
                services,
                generations,
                refresher,
                standing,
                records,
                stillAtHead,
                databaseTime);
    }
}
