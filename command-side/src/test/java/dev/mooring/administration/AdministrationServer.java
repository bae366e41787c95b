package dev.mooring.administration;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.edge.ApiConfiguration;
import dev.mooring.api.position.Positions;
import dev.mooring.credentials.clients.VaultedClientSecrets;
import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.MemoryMongo;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.Outcome;
import dev.mooring.services.ClientSecretKeeper;
import dev.mooring.services.ServicesConfiguration;
import dev.mooring.workspaces.WorkspacesConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The administrators' part of the server, over the embedded database in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ApiConfiguration.class, ServicesConfiguration.class, WorkspacesConfiguration.class})
class AdministrationServer {

    static final ServiceId BUILT_IN = new ServiceId("svc_mail");

    @Bean
    MemoryMongo mongo() {
        return new MemoryMongo();
    }

    @Bean
    MongoDatabase database(MemoryMongo mongo) {
        return mongo.database("mooring");
    }

    @Bean
    KeyRing keyRing(MongoDatabase database) {
        return KeyRing.open(
                database, new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
    }

    @Bean
    PersonalKeys personalKeys(MongoDatabase database, KeyRing ring) {
        return new StoredPersonalKeys(database, ring);
    }

    @Bean
    UserIndex userIndex(MongoDatabase database, KeyRing ring) {
        return new UserIndex(database, KeyedHashes.open(database, ring));
    }

    /** Nothing leaves. */
    @Bean
    Outbound outbound() {
        return request -> new Outcome.NotSent(Outcome.NotSent.Cause.ADDRESS_REFUSED);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    EventLog eventLog(MongoDatabase database, PersonalKeys personal, Clock clock) {
        return MongoEventLog.open(
                LogSettings.of(database, "log", DomainEvents.TYPES, personal, clock).onEmbedded());
    }

    @Bean
    AxonLog axonLog(EventLog log, MongoDatabase database) {
        return AxonLog.over(log, database, "node");
    }

    @Bean
    CommandSender commandSender(AxonLog axon) {
        return axon.sender();
    }

    @Bean
    ClientSecretKeeper clientSecrets(MongoDatabase database, KeyRing ring, Clock clock) {
        return new VaultedClientSecrets(new ClientSecrets(database, ring, clock));
    }

    @Bean
    ApiSecret apiSecret() {
        return new ApiSecret(new byte[32]);
    }

    @Bean
    Positions positions() {
        return new Positions() {
            @Override
            public long reached(String readModel) {
                return 0;
            }

            @Override
            public long await(String readModel, long position, Duration atMost) {
                return 0;
            }
        };
    }

    @Bean
    Catalog catalog() {
        var mail =
                new ServiceDefinition(
                        "Mail", "mail", "", "", new Auth.Bearer(), List.of(), List.of(), List.of());
        var entry = new Catalog.Entry(BUILT_IN, 1, mail);
        return new Catalog() {
            @Override
            public Optional<Entry> find(ServiceId service) {
                return service.equals(BUILT_IN) ? Optional.of(entry) : Optional.empty();
            }

            @Override
            public Collection<Entry> all() {
                return List.of(entry);
            }
        };
    }
}
