package dev.mooring.nodes;

import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.eventlog.forward.HttpCourier;
import dev.mooring.eventlog.forward.Inbox;
import dev.mooring.eventlog.forward.Signer;
import dev.mooring.keys.KeyedHashes;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What a node sends its commits to another with, where there may be others. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnSharedDatabase.class)
public class NodesConfiguration {

    /** Under a key of its own, derived from a secret that the key-encryption key protects. */
    @Bean
    Signer nodeSigner(KeyedHashes hashes) {
        return message -> hashes.ofBytes("instance", "append.forward", message);
    }

    @Bean(destroyMethod = "close")
    HttpCourier httpCourier(Signer signer, Clock databaseClock) {
        return new HttpCourier(signer, databaseClock);
    }

    @Bean
    Inbox inbox(Signer signer, Clock databaseClock) {
        return new Inbox(signer, databaseClock);
    }

    @Bean
    Nodes nodes(HttpCourier courier, Inbox inbox, Environment environment) {
        var address = NodeAddress.of(environment);
        return new Nodes(new Forwarding(UUID.randomUUID().toString(), address, courier), inbox);
    }
}
