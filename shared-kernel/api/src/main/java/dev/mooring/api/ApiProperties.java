package dev.mooring.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the edge behaves.
 *
 * @param publicUrl where callers reach this server; the only source of URLs that we give out
 * @param hosts further host names, without port, that requests may be addressed to, beside the
 *     public URL's and, where that is a loopback one, every loopback name
 * @param concurrency handler methods and authentications that may run at once; more are 429. Each
 *     may hold a connection of the database's pool
 * @param waiting reads that may wait for their read model at once; more are 429
 * @param streams answers that go on (server-sent events) at once; more are 429
 * @param readModelWait how long such a read waits at most
 * @param maxBody the largest body taken; larger is 413
 * @param bodyTimeout how long a body may take to arrive
 * @param keyRate requests that a key may make in a second, on each node; twice as many at once;
 *     more are 429. A key speaks for a backend with all its users, so it is bounded only where it
 *     would take all of a node for itself. 0 for no bound
 * @param userRate the same for a user's own token, which speaks for one person
 * @param trustedProxies networks, such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} is
 *     believed
 */
@ConfigurationProperties("mooring.api")
public record ApiProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue List<String> hosts,
        @DefaultValue("200") int concurrency,
        @DefaultValue("1000") int waiting,
        @DefaultValue("6000") int streams,
        @DefaultValue("PT5S") Duration readModelWait,
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("PT30S") Duration bodyTimeout,
        @DefaultValue("5000") int keyRate,
        @DefaultValue("50") int userRate,
        @DefaultValue List<String> trustedProxies) {

    public ApiProperties {
        if (publicUrl.getHost() == null || publicUrl.getRawQuery() != null) {
            throw new IllegalArgumentException("mooring.api.public-url has to be a plain URL");
        }
        if (concurrency < 1 || waiting < 1 || streams < 1) {
            throw new IllegalArgumentException(
                    "mooring.api.concurrency, waiting and streams have to be at least 1");
        }
        if (keyRate < 0 || userRate < 0) {
            throw new IllegalArgumentException(
                    "mooring.api.key-rate and mooring.api.user-rate are at least 0, for no bound");
        }
        hosts = List.copyOf(hosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** A URL of this server. */
    public String url(String path) {
        var base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
