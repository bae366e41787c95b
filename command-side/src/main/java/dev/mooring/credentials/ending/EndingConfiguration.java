package dev.mooring.credentials.ending;

import com.mongodb.client.MongoDatabase;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.record.DestructionRecords;
import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.recurring.Recurring;
import dev.mooring.workspaces.DefaultWorkspace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what ends credentials. */
@Configuration(proxyBeanMethods = false)
public class EndingConfiguration {

    @Bean
    GrantsInEffect grantsInEffect(MongoDatabase database) {
        return new GrantsInEffect(database);
    }

    @Bean
    Ending ending(
            Vault vault,
            GrantedServices services,
            OAuth2Clients clients,
            OAuth2Calls calls,
            GrantsInEffect grants,
            DestructionRecords records) {
        return new Ending(vault, services, clients, calls, grants, records);
    }

    @Bean
    CredentialsOfUser credentialsOfUser(
            Vault vault, EventLog log, Ending ending, InstantSource databaseTime) {
        return new CredentialsOfUser(vault, log, ending, databaseTime);
    }

    @Bean
    WhenAuthorizationEndsThenDestroy whenAuthorizationEndsThenDestroy(
            EventLog log, GrantsInEffect grants, Ending ending) {
        return new WhenAuthorizationEndsThenDestroy(log, grants, ending);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Processor endings(AxonLog axon, WhenAuthorizationEndsThenDestroy policy) {
        return axon.processor(WhenAuthorizationEndsThenDestroy.NAME, policy);
    }

    @Bean
    OrphanSweep orphanSweep(
            Vault vault,
            EventLog log,
            Generations generations,
            Ending ending,
            InstantSource databaseTime) {
        return new OrphanSweep(
                vault,
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class),
                new StateAtHead<>(log, new ConnectionDecider(), ConnectionEvent.class),
                generations,
                ending,
                databaseTime);
    }

    @Bean
    ClientSecretSweep clientSecretSweep(
            ClientSecrets secrets, EventLog log, InstantSource databaseTime) {
        return new ClientSecretSweep(secrets, log, databaseTime);
    }

    @Bean(destroyMethod = "close")
    Recurring vaultSweep(
            @Qualifier("endings") Processor endings,
            DefaultWorkspace workspace,
            OrphanSweep orphans,
            ClientSecretSweep clientSecrets) {
        return Recurring.start(
                "vault-sweep",
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                new Sweeper(endings, () -> List.of(workspace.id()), orphans, clientSecrets));
    }
}
