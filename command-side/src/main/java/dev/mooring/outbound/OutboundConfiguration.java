package dev.mooring.outbound;

import dev.mooring.workspaces.Installation;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The one way out. Whoever listens inside this installation says so with a {@link OwnListeners}
 * bean.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
public class OutboundConfiguration {

    /** Sockets of this installation, which nothing that leaves may reach. */
    public interface OwnListeners {

        /** As they are now: ports may be chosen at start. */
        List<Listener> now();
    }

    @Bean(destroyMethod = "close")
    HttpOutbound outbound(
            Installation installation,
            OutboundProperties properties,
            ObjectProvider<OwnListeners> listeners) {
        return new HttpOutbound(
                new Admission(
                        installation.development(),
                        properties.ranges(),
                        () -> listeners.stream().flatMap(own -> own.now().stream()).toList()),
                Limits.DEFAULT);
    }
}
