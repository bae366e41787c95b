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
 */
@ConfigurationProperties("mooring.authorizing")
public record AuthorizingProperties(
        @DefaultValue("PT90S") Duration window, @DefaultValue List<URI> returnUrls) {

    public AuthorizingProperties {
        if (!window.isPositive() || window.compareTo(Start.LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "mooring.authorizing.window has to be more than nothing and PT90S at most");
        }
        returnUrls = List.copyOf(returnUrls);
    }
}
