package dev.mooring.query.directory;

import com.mongodb.client.MongoDatabase;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read model, its processor's handler and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(DirectoryEndpoint.class)
public class DirectoryConfiguration {

    @Bean
    Directory directory(MongoDatabase database) {
        return new Directory(MongoDocuments.open(database, Directory.MODEL));
    }

    @Bean
    Projector directoryProjector(Directory directory) {
        return new Projector(Directory.MODEL, directory.documents());
    }
}
