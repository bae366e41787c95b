package dev.mooring.server;

import dev.mooring.api.ApiProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Refuses to listen in plain text where others can listen too (security.md 26).
 *
 * @see ApiProperties#trustedProxies()
 */
@Component
class SafeBind {

    SafeBind(
            @Value("${server.address:127.0.0.1}") String address,
            @Value("${server.ssl.bundle:}") String bundle,
            @Value("${server.ssl.key-store:}") String keyStore,
            @Value("${server.ssl.certificate:}") String certificate,
            ApiProperties api) {
        var encrypted = !(bundle + keyStore + certificate).isBlank();
        if (!isLoopback(address) && !encrypted && api.trustedProxies().isEmpty()) {
            throw new StartRefusedException(
                    "server.address is "
                            + address
                            + ", which others can reach: set server.ssl.bundle, or name the proxy that"
                            + " speaks TLS before this server in mooring.api.trusted-proxies.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartRefusedException(
                    "server.address is no address of this machine: "
                            + address
                            + ". Set it to one.");
        }
    }
}
