package dev.mooring.authorizing;

import dev.mooring.language.connection.Start;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How authorizing goes.
 *
 * @param window how long a service has to answer; 90 seconds at most
 * @param returnUrls where browsers may be sent back to, compared as a whole
 * @param attemptsPerUser attempts of one user that may wait in browsers at a time; more are 429
 * @param attemptsPerWorkspace the same of one workspace
 */
@ConfigurationProperties("mooring.authorizing")
public record AuthorizingProperties(
        @DefaultValue("PT90S") Duration window,
        @DefaultValue List<URI> returnUrls,
        @DefaultValue("25") int attemptsPerUser,
        @DefaultValue("5000") int attemptsPerWorkspace) {

    public AuthorizingProperties {
        if (!window.isPositive() || window.compareTo(Start.LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "mooring.authorizing.window has to be more than nothing and PT90S at most");
        }
        if (attemptsPerUser < 1 || attemptsPerWorkspace < 1) {
            throw new IllegalArgumentException(
                    "mooring.authorizing.attempts-per-user and attempts-per-workspace are at least 1");
        }
        returnUrls = List.copyOf(returnUrls);
    }
}
