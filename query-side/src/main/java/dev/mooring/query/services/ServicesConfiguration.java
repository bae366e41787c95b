package dev.mooring.query.services;

import dev.mooring.language.service.Catalog;
import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ServicesEndpoint.class)
public class ServicesConfiguration {

    @Bean
    Services services(Views views, Catalog catalog) {
        return new Services(views.open(Services.MODEL), catalog);
    }
}
