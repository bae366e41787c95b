package dev.mooring.credentials;

import com.mongodb.client.MongoDatabase;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.credentials.clients.ClientsConfiguration;
import dev.mooring.credentials.delivery.DeliveryConfiguration;
import dev.mooring.credentials.ending.Ending;
import dev.mooring.credentials.ending.EndingConfiguration;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.record.DeliveryRecords;
import dev.mooring.credentials.record.DestructionRecords;
import dev.mooring.credentials.record.RefreshRecords;
import dev.mooring.credentials.refresh.RefreshConfiguration;
import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.credentials.vault.RefreshLeases;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.EventLog;
import dev.mooring.keys.KeyRing;
import dev.mooring.language.authorization.AuthorizationEvent;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts credentials together. Two logs come in: the domain's, and {@code activityLog}. */
@Configuration(proxyBeanMethods = false)
@Import({
    ClientsConfiguration.class,
    RefreshConfiguration.class,
    DeliveryConfiguration.class,
    EndingConfiguration.class
})
public class CredentialsConfiguration {

    private static final String ACTIVITY = "activityLog";

    @Bean
    Vault vault(MongoDatabase database, KeyRing ring, InstantSource databaseTime) {
        return new Vault(database, ring, databaseTime);
    }

    @Bean
    RefreshLeases refreshLeases(MongoDatabase database, InstantSource databaseTime) {
        return new RefreshLeases(database, databaseTime);
    }

    @Bean
    ClientSecrets clientSecrets(MongoDatabase database, KeyRing ring, InstantSource databaseTime) {
        return new ClientSecrets(database, ring, databaseTime);
    }

    @Bean
    DeliveryRecords deliveryRecords(@Qualifier(ACTIVITY) EventLog activity) {
        return new DeliveryRecords(activity);
    }

    @Bean
    RefreshRecords refreshRecords(@Qualifier(ACTIVITY) EventLog activity) {
        return new RefreshRecords(activity);
    }

    @Bean
    DestructionRecords destructionRecords(@Qualifier(ACTIVITY) EventLog activity) {
        return new DestructionRecords(activity);
    }

    @Bean
    Generations generations(Vault vault, RefreshRecords records) {
        return new Generations(vault, records);
    }

    @Bean
    CredentialKeeper credentialKeeper(
            Vault vault, Generations generations, Ending ending, EventLog log) {
        return new CredentialKeeper(
                vault,
                generations,
                ending,
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class));
    }
}
