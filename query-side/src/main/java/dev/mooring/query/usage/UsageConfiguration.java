package dev.mooring.query.usage;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiProperties;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.query.MongoDocuments;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The read model and its endpoint. The activity log comes in as {@code activityLog}, and how far
 * its processors are as {@code activityPositions}.
 */
@Configuration(proxyBeanMethods = false)
@Import(UsageEndpoint.class)
public class UsageConfiguration {

    @Bean
    Usage usage(
            MongoDatabase database,
            @Qualifier("activityLog") EventLog activity,
            @Qualifier("activityPositions") ProcessorPositions positions,
            ApiProperties properties) {
        return new Usage(
                MongoDocuments.open(database, Usage.MODEL),
                activity,
                positions,
                properties.readModelWait());
    }
}
