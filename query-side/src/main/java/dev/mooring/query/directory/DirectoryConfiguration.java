package dev.mooring.query.directory;

import dev.mooring.query.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(DirectoryEndpoint.class)
public class DirectoryConfiguration {

    @Bean
    Directory directory(Views views) {
        return new Directory(views.open(Directory.MODEL));
    }
}
