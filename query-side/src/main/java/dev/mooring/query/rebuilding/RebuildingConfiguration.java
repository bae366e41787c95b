package dev.mooring.query.rebuilding;

import com.mongodb.client.MongoDatabase;
import dev.mooring.query.views.LiveViews;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Rebuilds, and what operators have of read models. */
@Configuration(proxyBeanMethods = false)
@Import({RebuildEndpoint.class, ProjectionEndpoint.class, DeadLetterEndpoint.class})
public class RebuildingConfiguration {

    /** Whoever starts the read models starts and closes it. */
    @Bean(destroyMethod = "")
    Runner rebuildRunner(LiveViews views, MongoDatabase database) {
        return new Runner(views, database, UUID.randomUUID().toString(), RebuildSettings.DEFAULT);
    }

    @Bean
    RebuildOrders rebuildOrders(LiveViews views, Runner runner) {
        return new RebuildOrders(views, runner);
    }
}
