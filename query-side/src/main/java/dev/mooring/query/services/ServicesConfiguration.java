package dev.mooring.query.services;

import com.mongodb.client.MongoDatabase;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ServicesEndpoint.class)
public class ServicesConfiguration {

    @Bean
    Services services(MongoDatabase database, Catalog catalog) {
        return new Services(MongoDocuments.open(database, Services.MODEL), catalog);
    }

    @Bean
    Projector servicesProjector(Services services) {
        return new Projector(Services.MODEL, services.documents());
    }
}
