package dev.mooring.query.serving;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.UserId;
import dev.mooring.query.Views;
import dev.mooring.query.audit.AuditConfiguration;
import dev.mooring.query.connectiondetails.ConnectionDetailsConfiguration;
import dev.mooring.query.connectionlist.ConnectionListConfiguration;
import dev.mooring.query.directory.DirectoryConfiguration;
import dev.mooring.query.feed.FeedConfiguration;
import dev.mooring.query.history.HistoryConfiguration;
import dev.mooring.query.proofs.ProofsConfiguration;
import dev.mooring.query.rebuilding.RebuildingConfiguration;
import dev.mooring.query.rebuilding.Runner;
import dev.mooring.query.reuseindex.ReuseIndexConfiguration;
import dev.mooring.query.services.ServicesConfiguration;
import dev.mooring.query.usage.UsageConfiguration;
import dev.mooring.query.users.Users;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.Source;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

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
    ProofsConfiguration.class,
    RebuildingConfiguration.class
})
public class QueryConfiguration {

    @Bean
    Users knownUsers(UserIndex index) {
        return (workspace, externalId) ->
                index.find(workspace.value(), externalId).map(UserId::new);
    }

    /** Begun and ended by {@link ReadModels}, as is the runner. */
    @Bean(destroyMethod = "")
    @Primary
    LiveViews liveViews(MongoDatabase database, AxonLog axon, EventLog log) {
        return new LiveViews(database, Source.of(log, axon), LiveViews.SHORT_LOG);
    }

    @Bean
    PersonalTraces viewTraces(MongoDatabase database, LiveViews views, Runner runner) {
        return new ErasedFromViews(database, views, runner.rebuilds());
    }

    @Bean
    Positions positions(LiveViews views, EventLog log) {
        return new ReadModelPositions(views, log);
    }

    @Bean
    ReadModels readModels(LiveViews views, Runner runner) {
        return new ReadModels(views, runner);
    }

    /** Read models that are kept from the activity log. */
    @Bean
    Views activityViews(
            LiveViews views,
            @Qualifier("activityProcessors") LogProcessors processors,
            @Qualifier("activityLog") EventLog activity) {
        var source = Source.of(activity, processors);
        return model -> views.open(model, source);
    }
}
