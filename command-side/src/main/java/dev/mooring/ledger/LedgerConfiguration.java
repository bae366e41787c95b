package dev.mooring.ledger;

import com.mongodb.client.MongoDatabase;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.archive.RestoredLedger;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.workspaces.Installation;
import dev.mooring.workspaces.UserDecider;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the ledger, and works off what a restore has left of one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerConfiguration.Settings.class)
public class LedgerConfiguration {

    /**
     * Where this node keeps its ledger.
     *
     * @param file its own, which no other node writes; {@code ledger} in {@code mooring.data} where
     *     it is left out
     */
    @ConfigurationProperties("mooring.ledger")
    record Settings(@Nullable Path file) {

        Path file(Installation installation) {
            return file == null ? installation.data().resolve("ledger") : file;
        }
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    LedgerKeeper ledgerKeeper(
            EventLog log, Settings settings, Installation installation, MeterRegistry meters) {
        return new LedgerKeeper(log, settings.file(installation), meters);
    }

    /** When all handlers are there, and before the first request is taken. */
    @Bean
    SmartInitializingSingleton endsAgainAfterRestore(
            MongoDatabase database, EventLog log, CommandSender sender) {
        var policy =
                new WhenRestoredThenEndAgain(
                        new RestoredLedger(database),
                        new StateAtHead<>(log, new ConnectionDecider(), ConnectionEvent.class),
                        new StateAtHead<>(
                                log, new AuthorizationDecider(), AuthorizationEvent.class),
                        new StateAtHead<>(log, new UserDecider(), UserEvent.class),
                        sender,
                        log.clock());
        return policy::run;
    }
}
