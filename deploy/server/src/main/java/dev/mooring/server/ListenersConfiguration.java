package dev.mooring.server;

import com.mongodb.client.MongoClient;
import dev.mooring.outbound.Listener;
import dev.mooring.outbound.OutboundConfiguration.OwnListeners;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What listens inside this installation: no service's URL may lead there (security.md 11). */
@Configuration(proxyBeanMethods = false)
class ListenersConfiguration {

    @Bean
    OwnListeners ownListeners(MongoClient client, Environment environment) {
        return () -> Stream.concat(ours(environment), databases(client)).toList();
    }

    /** Ports are known once the servers listen, and nothing leaves before that. */
    private static Stream<Listener> ours(Environment environment) {
        var host = environment.getProperty("server.address", "127.0.0.1");
        return List.of("local.server.port", "local.management.port").stream()
                .map(name -> environment.getProperty(name, Integer.class, 0))
                .filter(port -> port > 0)
                .map(port -> new Listener(host, port));
    }

    private static Stream<Listener> databases(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .map(server ->
                        new Listener(server.getAddress().getHost(), server.getAddress().getPort()));
    }
}
