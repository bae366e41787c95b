package dev.mooring.query.serving;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.UserId;
import dev.mooring.query.Projector;
import dev.mooring.query.audit.AuditConfiguration;
import dev.mooring.query.connectiondetails.ConnectionDetailsConfiguration;
import dev.mooring.query.connectionlist.ConnectionListConfiguration;
import dev.mooring.query.directory.DirectoryConfiguration;
import dev.mooring.query.feed.FeedConfiguration;
import dev.mooring.query.history.HistoryConfiguration;
import dev.mooring.query.proofs.ProofsConfiguration;
import dev.mooring.query.reuseindex.ReuseIndexConfiguration;
import dev.mooring.query.services.ServicesConfiguration;
import dev.mooring.query.usage.Usage;
import dev.mooring.query.usage.UsageConfiguration;
import dev.mooring.query.users.Users;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All read models and endpoints of the query side, for a server to import. It brings an {@link
 * EventLog}, a second one called {@code activityLog} with its {@code LogProcessors} {@code
 * activityProcessors}, an {@link AxonLog}, a {@code MongoDatabase}, a {@code Catalog}, a {@link
 * UserIndex}, a {@code QueryGateway} whose bus knows the query handlers among the beans, the
 * database's time as the {@code InstantSource}, and the HTTP conventions.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ConnectionListConfiguration.class,
    ConnectionDetailsConfiguration.class,
    ReuseIndexConfiguration.class,
    HistoryConfiguration.class,
    AuditConfiguration.class,
    ServicesConfiguration.class,
    DirectoryConfiguration.class,
    UsageConfiguration.class,
    FeedConfiguration.class,
    ProofsConfiguration.class
})
public class QueryConfiguration {

    @Bean
    Users knownUsers(UserIndex index) {
        return (workspace, externalId) ->
                index.find(workspace.value(), externalId).map(UserId::new);
    }

    @Bean
    Positions positions(AxonLog axon, EventLog log) {
        return new ReadModelPositions(axon.positions(), log);
    }

    @Bean
    PersonalTraces viewTraces(MongoDatabase database, AxonLog axon, List<Projector> projectors) {
        return new ErasedFromViews(
                database,
                axon.positions(),
                axon.deadLetters(),
                projectors.stream().map(Projector::model).toList());
    }

    @Bean
    Processors processors(AxonLog axon, EventLog log, List<Projector> projectors) {
        return new Processors(
                projectors.stream().map(it -> axon.processor(it.name(), it)).toList(),
                axon.positions(),
                log);
    }

    /** How far the activity log's processors are. */
    @Bean
    ProcessorPositions activityPositions(
            @Qualifier("activityProcessors") LogProcessors processors) {
        return processors.positions();
    }

    /** Of the read model that is kept from the activity log. */
    @Bean
    Processors activityReaders(
            @Qualifier("activityProcessors") LogProcessors processors,
            @Qualifier("activityLog") EventLog activity,
            Usage usage) {
        var projector = new Projector(Usage.MODEL, usage.documents());
        return new Processors(
                List.of(processors.processor(projector.name(), projector)),
                processors.positions(),
                activity);
    }
}
