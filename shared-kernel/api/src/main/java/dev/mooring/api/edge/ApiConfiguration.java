package dev.mooring.api.edge;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiProperties;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.access.Authentication;
import dev.mooring.api.access.JwtVerifier;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.api.access.Routes;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.paging.Cursors;
import dev.mooring.api.position.Positions;
import dev.mooring.api.problem.ProblemPages;
import dev.mooring.api.problem.Problems;
import dev.mooring.api.reference.ReferenceConfiguration;
import dev.mooring.api.stream.EventStreams;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

/**
 * The HTTP conventions, for a server to import. It brings a {@link KeyDirectory}, {@link
 * Positions}, an {@link ApiSecret}, a {@link MongoDatabase} and, as the {@link InstantSource}, the
 * time of that database; a {@link JwtVerifier} if it likes.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/mooring/api/edge/server.properties")
@EnableConfigurationProperties(ApiProperties.class)
@Import({ProblemPages.class, ReferenceConfiguration.class})
public class ApiConfiguration {

    /** How late at most a stream tells of a change. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Bean
    Routes routes(ApplicationContext application) {
        return new Routes(application);
    }

    @Bean
    Frame frame(ApiProperties properties) {
        return new Frame(
                new Hosts(properties),
                new Networks(properties.trustedProxies()),
                new Problems(EdgeJson.mapper(), properties::url));
    }

    @Bean
    ServerRequestObservationConvention observations() {
        return new RouteOnlyObservations();
    }

    @Bean
    QuietRefusals quietRefusals() {
        return new QuietRefusals();
    }

    @Bean
    EventStreams eventStreams(ApiProperties properties) {
        return new EventStreams(properties.streams(), BETWEEN_LOOKS);
    }

    @Bean
    Idempotency idempotency(MongoDatabase database, InstantSource clock, ApiSecret secret) {
        return new Idempotency(database, clock, secret, EdgeJson.mapper());
    }

    @Bean
    WebFluxRegistrations guarded(
            KeyDirectory keys,
            ObjectProvider<JwtVerifier> tokens,
            InstantSource clock,
            ApiSecret secret,
            Positions positions,
            ApiProperties properties) {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new GuardedHandlerAdapter(
                        new Authentication(keys, tokens.getIfAvailable(), clock),
                        new Admission(secret),
                        positions,
                        properties);
            }
        };
    }

    @Bean
    WebFluxConfigurer conventions(ApiSecret secret, ApiProperties properties) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                var json = EdgeJson.mapper();
                codecs.defaultCodecs()
                        .maxInMemorySize(Math.toIntExact(properties.maxBody().toBytes()));
                codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(json));
                codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(json));
            }

            @Override
            public void configureBlockingExecution(BlockingExecutionConfigurer execution) {
                // The gate has given each its own thread; Boot would hand it on to one more.
                execution.setControllerMethodPredicate(_ -> false);
            }

            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new Arguments(new Cursors(secret, EdgeJson.mapper())));
            }
        };
    }
}
