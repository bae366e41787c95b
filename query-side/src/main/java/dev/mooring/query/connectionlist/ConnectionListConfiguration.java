package dev.mooring.query.connectionlist;

import com.mongodb.client.MongoDatabase;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionListEndpoint.class)
public class ConnectionListConfiguration {

    @Bean
    ConnectionList connectionList(MongoDatabase database, Catalog catalog) {
        return ConnectionList.of(MongoDocuments.open(database, ConnectionList.MODEL), catalog);
    }

    @Bean
    Projector connectionListProjector(ConnectionList connectionList) {
        return new Projector(ConnectionList.MODEL, connectionList.documents());
    }
}
