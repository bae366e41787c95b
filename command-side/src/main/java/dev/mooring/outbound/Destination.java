package dev.mooring.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a URL leads, if it is one that we call: absolute, https or http, a host in ASCII, no user
 * information and no fragment.
 *
 * @param host without the brackets of an IPv6 literal
 */
record Destination(boolean tls, String host, int port, String authority, String target) {

    static Optional<Destination> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!(scheme.equals("https") || scheme.equals("http"))
                || host == null
                || host.endsWith(".")
                || host.indexOf('%') >= 0
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            return Optional.empty();
        }
        boolean tls = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String authority = uri.getPort() >= 0 ? host + ":" + uri.getPort() : host;
        return Optional.of(new Destination(tls, bare, port, authority, target(uri)));
    }

    private static String target(URI uri) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
