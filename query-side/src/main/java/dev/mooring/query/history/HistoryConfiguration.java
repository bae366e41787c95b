package dev.mooring.query.history;

import dev.mooring.eventlog.EventLog;
import dev.mooring.query.past.Moments;
import dev.mooring.query.users.Users;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Histories and their endpoint. Two logs come in: the domain's, and {@code activityLog}. */
@Configuration(proxyBeanMethods = false)
@Import(HistoryEndpoint.class)
public class HistoryConfiguration {

    @Bean
    History history(EventLog log) {
        return new History(log);
    }

    @Bean
    Showing showing(EventLog log, History history, @Qualifier("activityLog") EventLog activity) {
        return new Showing(new Entries(log, history), new Readings(activity));
    }

    @Bean
    Auditing auditing(Users users) {
        return new Auditing(users);
    }

    @Bean
    Moments moments(EventLog log, InstantSource clock) {
        return new Moments(log, clock);
    }
}
