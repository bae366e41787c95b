package dev.mooring.query.connectionlist;

import dev.mooring.language.service.Catalog;
import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionListEndpoint.class)
public class ConnectionListConfiguration {

    @Bean
    ConnectionList connectionList(Views views, Catalog catalog) {
        return ConnectionList.of(views.open(ConnectionList.MODEL), catalog);
    }
}
