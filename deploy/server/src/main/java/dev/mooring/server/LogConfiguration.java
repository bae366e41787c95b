package dev.mooring.server;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterType;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ReadOnceLog;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.HeadLookup;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.processing.ReaderMeters;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.activity.ActivityEvents;
import dev.mooring.nodes.Nodes;
import dev.mooring.workspaces.ErasedUsersAreRefused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The two logs, one engine: what happened, and who used it. Axon stands over the first. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogConfiguration.Processing.class)
class LogConfiguration {

    private static final String DOMAIN = "log";
    private static final String ACTIVITY = "activity";

    /** How long the server that takes writes is looked for, as long as by the logs. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * How processors run.
     *
     * @param longBatch a batch that takes longer is told of in the log, with where it is at
     * @param segments into how many a processor is divided when it first begins, by its name; one
     *     where it is not named
     */
    @ConfigurationProperties("mooring.processors")
    record Processing(
            @DefaultValue("PT30S") Duration longBatch,
            @DefaultValue Map<String, Integer> segments) {}

    @Bean(destroyMethod = "close")
    @Primary
    EventLog domainLog(
            MongoClient client,
            MongoDatabase database,
            DatabaseClock clock,
            PersonalKeys keys,
            MeterRegistry meters,
            @Nullable EmbeddedMongo embedded,
            @Nullable Nodes others) {
        var settings = LogSettings.of(database, DOMAIN, DomainEvents.TYPES, keys, clock);
        return new ReadOnceLog(open(settings.withMeters(meters), client, embedded, others));
    }

    @Bean(destroyMethod = "close")
    EventLog activityLog(
            MongoClient client,
            MongoDatabase database,
            DatabaseClock clock,
            PersonalKeys keys,
            MeterRegistry meters,
            @Nullable EmbeddedMongo embedded,
            @Nullable Nodes others) {
        var settings = LogSettings.of(database, ACTIVITY, ActivityEvents.TYPES, keys, clock);
        return open(settings.withMeters(meters), client, embedded, others);
    }

    /** What is decided on the domain log is recorded in the activity log. */
    @Bean
    StillAtHead stillAtHead(
            MongoClient client, MongoDatabase database, @Nullable EmbeddedMongo embedded) {
        if (embedded != null) {
            return StillAtHead.ALWAYS;
        }
        var lookup = new HeadLookup(database, DOMAIN, ACTIVITY, PATIENCE);
        return (record, versions) -> !isReplicaSet(client) || lookup.holds(record, versions);
    }

    /** On the embedded database this process is the only one, and takes its claims back at once. */
    @Bean
    AxonLog axonLog(
            EventLog log,
            MongoDatabase database,
            @Nullable EmbeddedMongo embedded,
            Processing processing,
            MeterRegistry meters) {
        var settings = settings(processing, meters);
        return AxonLog.over(log, LogProcessors.of(log, database, node(embedded), settings));
    }

    /**
     * Under a name of their own: what a node runs of one log is not to hide what it runs of both.
     */
    @Bean
    LogProcessors activityProcessors(
            @Qualifier("activityLog") EventLog activity,
            MongoDatabase database,
            @Nullable EmbeddedMongo embedded,
            Processing processing,
            MeterRegistry meters) {
        return LogProcessors.of(
                activity, database, node(embedded) + ".activity", settings(processing, meters));
    }

    @Bean
    CommandSender commandSender(AxonLog axon, EventLog log) {
        return new ErasedUsersAreRefused(axon.sender(), log);
    }

    private static String node(@Nullable EmbeddedMongo embedded) {
        return embedded == null ? UUID.randomUUID().toString() : "embedded";
    }

    private static ProcessorSettings settings(Processing processing, MeterRegistry meters) {
        return ProcessorSettings.DEFAULT
                .withLongBatch(processing.longBatch())
                .withSegments(processing.segments())
                .observedBy(new ReaderMeters(meters));
    }

    private static EventLog open(
            LogSettings settings,
            MongoClient client,
            @Nullable EmbeddedMongo embedded,
            @Nullable Nodes others) {
        if (embedded != null) {
            return MongoEventLog.open(settings.onEmbedded());
        }
        var shared = settings.withChangeStreams(() -> isReplicaSet(client));
        if (others == null) {
            return MongoEventLog.open(shared);
        }
        var log = MongoEventLog.open(shared.withForwarding(others.forwarding()));
        others.inbox().deliver(settings.collection(), log::receive);
        return log;
    }

    /** A standalone has no change streams, and nothing that takes its place. */
    private static boolean isReplicaSet(MongoClient client) {
        return client.getClusterDescription().getType() != ClusterType.STANDALONE;
    }
}
