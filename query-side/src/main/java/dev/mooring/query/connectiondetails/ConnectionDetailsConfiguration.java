package dev.mooring.query.connectiondetails;

import com.mongodb.client.MongoDatabase;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionDetailsEndpoint.class)
public class ConnectionDetailsConfiguration {

    @Bean
    ConnectionDetails connectionDetails(MongoDatabase database, Catalog catalog) {
        return new ConnectionDetails(
                MongoDocuments.open(database, ConnectionDetails.MODEL), catalog);
    }

    @Bean
    Projector connectionDetailsProjector(ConnectionDetails connectionDetails) {
        return new Projector(ConnectionDetails.MODEL, connectionDetails.documents());
    }
}
