package dev.mooring.query.audit;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiProperties;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(AuditEndpoint.class)
public class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(MongoDatabase database) {
        return new AuditTrail(MongoDocuments.open(database, AuditTrail.MODEL));
    }

    @Bean
    TrailReader trailReader(
            AuditTrail trail, EventLog log, Positions positions, ApiProperties properties) {
        return new TrailReader(trail, log, positions, properties);
    }

    @Bean
    Projector auditTrailProjector(AuditTrail auditTrail) {
        return new Projector(AuditTrail.MODEL, auditTrail.documents());
    }
}
