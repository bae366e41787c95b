package dev.mooring.query.history;

import dev.mooring.eventlog.EventLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Histories and their endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(HistoryEndpoint.class)
public class HistoryConfiguration {

    @Bean
    History history(EventLog log) {
        return new History(log);
    }
}
