package dev.mooring.query.usage;

import dev.mooring.api.ApiProperties;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.query.Views;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The read model and its endpoint. The activity log comes in as {@code activityLog}, where its read
 * models are opened as {@code activityViews}, and how far those are as {@code activityPositions}.
 */
@Configuration(proxyBeanMethods = false)
@Import(UsageEndpoint.class)
public class UsageConfiguration {

    @Bean
    Usage usage(
            @Qualifier("activityViews") Views views,
            @Qualifier("activityLog") EventLog activity,
            @Qualifier("activityPositions") ProcessorPositions positions,
            ApiProperties properties) {
        return new Usage(views.open(Usage.MODEL), activity, positions, properties.readModelWait());
    }
}
