package dev.mooring.erasing;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.credentials.ending.CredentialsOfUser;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.recurring.Recurring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts together what erases people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasingConfiguration.Settings.class)
@Import(ErasureEndpoint.class)
public class ErasingConfiguration {

    /** How long a service that is asked to revoke may keep an erasure waiting. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration TURN = Duration.ofMillis(500);

    /**
     * What is told of erasures.
     *
     * @param backupsKept how long the oldest backup is kept; left out, it is not known when an
     *     erased person's key is gone from backups
     */
    @ConfigurationProperties("mooring.erasing")
    record Settings(@Nullable Duration backupsKept) {}

    @Bean
    Erasures erasures(MongoDatabase database) {
        return new Erasures(database);
    }

    @Bean
    Belongings belongings(MongoDatabase database) {
        return new Belongings(database);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Processor erasing(AxonLog axon, Belongings belongings, Erasures erasures) {
        return axon.processor(
                WhenErasureStartsThenErase.NAME,
                new WhenErasureStartsThenErase(belongings, erasures));
    }

    @Bean
    PersonalTraces attemptTraces(Attempts attempts) {
        return (workspace, user, keyDestroyed) -> attempts.forget(workspace, user);
    }

    @Bean
    EndingConnections endingConnections(Belongings belongings, EventLog log, CommandSender sender) {
        return new EndingConnections(
                belongings,
                new StateAtHead<>(log, new ConnectionDecider(), ConnectionEvent.class),
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class),
                sender,
                log.clock());
    }

    @Bean
    DestroyingCredentials destroyingCredentials(
            Belongings belongings, CredentialsOfUser credentials, EventLog log, AxonLog axon) {
        return new DestroyingCredentials(belongings, credentials, log, axon.positions(), PATIENCE);
    }

    @Bean
    DestroyingKey destroyingKey(
            EventLog log,
            Erasures erasures,
            Idempotency idempotency,
            PersonalKeys keys,
            CommandSender sender) {
        return new DestroyingKey(
                log, erasures, idempotency, keys, sender, log.clock(), StoredPersonalKeys.RECHECK);
    }

    @Bean
    Purging purging(
            EventLog log,
            AxonLog axon,
            EndingConnections ending,
            DestroyingCredentials destroying,
            Belongings belongings,
            List<PersonalTraces> traces,
            UserIndex index,
            Idempotency idempotency,
            CommandSender sender) {
        return new Purging(
                log,
                axon.positions(),
                ending,
                destroying,
                belongings,
                traces,
                axon.deadLetters(),
                index,
                idempotency,
                sender,
                log.clock());
    }

    @Bean(destroyMethod = "close")
    Recurring eraser(
            @Qualifier("erasing") Processor leading,
            Erasures erasures,
            EndingConnections ending,
            DestroyingCredentials destroying,
            DestroyingKey destroyingKey,
            Purging purging) {
        return Recurring.start(
                "eraser",
                TURN,
                TURN,
                new Eraser(
                        leading,
                        erasures,
                        Map.of(
                                Step.ENDING_CONNECTIONS,
                                ending,
                                Step.DESTROYING_CREDENTIALS,
                                destroying,
                                Step.DESTROYING_KEY,
                                destroyingKey,
                                Step.PURGING,
                                purging)));
    }

    @Bean
    ErasureStates erasureStates(
            EventLog log, Erasures erasures, Settings settings, InstantSource databaseTime) {
        return new ErasureStates(log, erasures, settings.backupsKept(), databaseTime);
    }
}
