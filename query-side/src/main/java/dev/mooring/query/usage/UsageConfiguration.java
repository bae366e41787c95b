package dev.mooring.query.usage;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.query.Views;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The read model and its endpoint. The activity log comes in as {@code activityLog}, and where its
 * read models are opened as {@code activityViews}.
 */
@Configuration(proxyBeanMethods = false)
@Import(UsageEndpoint.class)
public class UsageConfiguration {

    @Bean
    Usage usage(
            @Qualifier("activityViews") Views views,
            @Qualifier("activityLog") EventLog activity,
            Positions positions,
            ApiProperties properties) {
        return new Usage(views.open(Usage.MODEL), activity, positions, properties.readModelWait());
    }
}
