package dev.mooring.query.audit;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(AuditEndpoint.class)
public class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(Views views) {
        return new AuditTrail(views.open(AuditTrail.MODEL));
    }

    @Bean
    TrailReader trailReader(
            AuditTrail trail, EventLog log, Positions positions, ApiProperties properties) {
        return new TrailReader(trail, log, positions, properties);
    }
}
