package dev.mooring.query.reuseindex;

import com.mongodb.client.MongoDatabase;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ReuseLookupEndpoint.class)
public class ReuseIndexConfiguration {

    @Bean
    ReuseIndex reuseIndex(MongoDatabase database) {
        return new ReuseIndex(MongoDocuments.open(database, ReuseIndex.MODEL));
    }

    @Bean
    Projector reuseIndexProjector(ReuseIndex reuseIndex) {
        return new Projector(ReuseIndex.MODEL, reuseIndex.documents());
    }
}
