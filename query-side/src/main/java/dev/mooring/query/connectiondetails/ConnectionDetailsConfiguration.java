package dev.mooring.query.connectiondetails;

import dev.mooring.language.service.Catalog;
import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionDetailsEndpoint.class)
public class ConnectionDetailsConfiguration {

    @Bean
    ConnectionDetails connectionDetails(Views views, Catalog catalog) {
        return new ConnectionDetails(views.open(ConnectionDetails.MODEL), catalog);
    }
}
