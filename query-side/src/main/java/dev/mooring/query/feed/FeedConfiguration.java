package dev.mooring.query.feed;

import dev.mooring.api.position.Positions;
import dev.mooring.api.stream.EventStreams;
import dev.mooring.eventlog.EventLog;
import dev.mooring.query.audit.TrailReader;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.users.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feed and its endpoint. */
@Configuration(proxyBeanMethods = false)
@Import(FeedEndpoint.class)
public class FeedConfiguration {

    @Bean
    Feed feed(
            EventLog log,
            ConnectionList list,
            TrailReader trail,
            Users users,
            Positions positions,
            EventStreams streams,
            InstantSource clock) {
        return new Feed(log, list, missed(trail, users), watermark(positions), streams, clock);
    }

    private static Feed.Missed missed(TrailReader trail, Users users) {
        return (interest, after, upTo, limit) -> {
            var workspace = interest.workspace();
            if (interest.user() == null) {
                return trail.between(workspace, null, after, upTo, limit);
            }
            // One who has never had anything here has missed nothing.
            return users.find(workspace, interest.user())
                    .map(user -> trail.between(workspace, user, after, upTo, limit))
                    .orElse(List.of());
        };
    }

    private static Feed.Watermark watermark(Positions positions) {
        return new Feed.Watermark() {
            @Override
            public long reached() {
                return positions.reached(ConnectionList.NAME);
            }

            @Override
            public long await(long position, Duration atMost) throws InterruptedException {
                return positions.await(ConnectionList.NAME, position, atMost);
            }
        };
    }
}
