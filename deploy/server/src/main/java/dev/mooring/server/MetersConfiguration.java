package dev.mooring.server;

import dev.mooring.eventlog.axon.AxonLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.micrometer.MessageTimerMonitor;
import org.axonframework.micrometer.TagsUtil;
import org.axonframework.queryhandling.QueryBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How long commands and queries take, by their type, in the registry that {@code /metrics} shows.
 *
 * <p>Axon's own configuration of its meters is left out: it runs before Spring Boot 4 has made that
 * registry, and makes one that nobody sees; and its capacity gauge registers itself anew with every
 * message, which Micrometer warns of.
 */
@Configuration(proxyBeanMethods = false)
class MetersConfiguration {

    /** For histograms that can be added up over nodes, which quantiles cannot. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    @Bean
    static ConfigurerModule queryMeters(MeterRegistry registry) {
        return axon ->
                axon.configureMessageMonitor(QueryBus.class, _ -> timed("queryBus", registry));
    }

    /** The bus over the log is none of Spring's, and is watched here. */
    @Bean
    CommandMeters commandMeters(AxonLog axon, MeterRegistry registry) {
        var watched = new CommandMeters(timed("commandBus", registry));
        var _ = axon.commandBus().registerHandlerInterceptor(watched);
        return watched;
    }

    /** Times every try at a command, until it is in the log or has failed. */
    record CommandMeters(MessageTimerMonitor timer)
            implements MessageHandlerInterceptor<CommandMessage<?>> {

        @Override
        public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
                throws Exception {
            var running = timer.onMessageIngested(unit.getMessage());
            unit.afterCommit(_ -> running.reportSuccess());
            unit.onRollback(failed ->
                    running.reportFailure(failed.getExecutionResult().getExceptionResult()));
            return chain.proceed();
        }
    }

    private static MessageTimerMonitor timed(String name, MeterRegistry registry) {
        return MessageTimerMonitor.builder()
                .meterNamePrefix(name)
                .meterRegistry(registry)
                .tagsBuilder(TagsUtil.PAYLOAD_TYPE_TAGGER_FUNCTION)
                .timerCustomization(MetersConfiguration::inBuckets)
                .build();
    }

    private static Timer.Builder inBuckets(Timer.Builder timer) {
        return timer.publishPercentiles().serviceLevelObjectives(BUCKETS);
    }
}
