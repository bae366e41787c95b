package dev.mooring.api.edge;

import dev.mooring.api.ApiProperties;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host names that requests may be addressed to. Anything else is a page that was led here by
 * its own name (DNS rebinding), or a proxy set up wrongly.
 */
final class Hosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;

    Hosts(ApiProperties properties) {
        var all = new HashSet<String>();
        properties.hosts().forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
        var own = properties.publicUrl().getHost().toLowerCase(Locale.ROOT);
        all.add(own);
        if (LOOPBACK.contains(own)) {
            all.addAll(LOOPBACK);
        }
        this.names = Set.copyOf(all);
    }

    boolean contain(@Nullable String hostHeader) {
        return hostHeader != null
                && names.contains(withoutPort(hostHeader).toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String host) {
        var colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
