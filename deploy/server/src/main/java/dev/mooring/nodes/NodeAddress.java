package dev.mooring.nodes;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** Where the other nodes reach this one: {@code mooring.node.url}, or the management port. */
final class NodeAddress {

    private static final String PROPERTY = "mooring.node.url";

    private NodeAddress() {}

    /** False where the management port is only known once it listens. */
    static boolean isKnown(Environment environment) {
        return !given(environment).isEmpty() || port(environment) > 0;
    }

    /**
     * The URL, without a path.
     *
     * @throws IllegalStateException where the property is no such URL
     */
    static String of(Environment environment) {
        var given = given(environment);
        if (!given.isEmpty()) {
            return checked(given);
        }
        var host = host(environment.getProperty("management.server.address", "127.0.0.1"));
        return "http://" + host + ":" + port(environment);
    }

    private static String given(Environment environment) {
        return environment.getProperty(PROPERTY, "").strip();
    }

    private static int port(Environment environment) {
        return environment.getProperty("management.server.port", Integer.class, 0);
    }

    private static String checked(String url) {
        try {
            var uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            var known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (known
                    && uri.getHost() != null
                    && uri.getPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return uri.toString();
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalStateException(
                PROPERTY
                        + " is not the URL of this node's management port as the other nodes reach"
                        + " it; write it like http://10.0.0.1:8486");
    }

    /** Who listens on all addresses is reached by this machine's name. */
    private static String host(String address) {
        try {
            var listening = InetAddress.getByName(address);
            if (listening.isAnyLocalAddress()) {
                return InetAddress.getLocalHost().getHostName();
            }
            return address.indexOf(':') < 0 ? address : "[" + address + "]";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "management.server.address is no address of this machine: " + address, e);
        }
    }
}
