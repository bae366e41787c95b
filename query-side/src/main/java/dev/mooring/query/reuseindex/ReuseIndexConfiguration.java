package dev.mooring.query.reuseindex;

import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(ReuseLookupEndpoint.class)
public class ReuseIndexConfiguration {

    @Bean
    ReuseIndex reuseIndex(Views views) {
        return new ReuseIndex(views.open(ReuseIndex.MODEL));
    }
}
