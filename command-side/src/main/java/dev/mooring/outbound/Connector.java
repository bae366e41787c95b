package dev.mooring.outbound;

import dev.mooring.outbound.Outcome.NotSent;
import dev.mooring.outbound.Watchdog.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. The name is resolved once, every address of it is judged, and the socket goes
 * to exactly an address that was judged: a name that changes its mind in between (DNS rebinding)
 * gains nothing. TLS verifies the name of the URL, never the address.
 */
final class Connector {

    private static final int MOST_ADDRESSES = 4;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Admission admission;
    private final Names names;
    private final SSLContext tls;
    private final Watchdog watchdog;

    Connector(Admission admission, Names names, SSLContext tls, Watchdog watchdog) {
        this.admission = admission;
        this.names = names;
        this.tls = tls;
        this.watchdog = watchdog;
    }

    /**
     * A connection, with its TLS session established where there is one.
     *
     * @param raw the socket itself: closing it ends everything at once and never blocks, which
     *     closing a TLS socket may
     */
    record Connection(Socket raw, @Nullable SSLSocket secured) implements AutoCloseable {

        @Override
        public void close() {
            Watchdog.closeQuietly(raw);
        }
    }

    Connection connect(Destination destination, Deadline deadline) throws NotConnectedException {
        var addresses = names.resolve(destination.host(), deadline);
        for (InetAddress address : addresses) {
            // One bad address refuses the name: a mixed answer is an attack or a mistake.
            if (!admission.admits(address, destination.port(), destination.tls())) {
                throw new NotConnectedException(NotSent.Cause.ADDRESS_REFUSED);
            }
        }
        var socket = connectToFirst(addresses, destination.port(), deadline);
        return destination.tls()
                ? new Connection(socket, secure(socket, destination, deadline))
                : new Connection(socket, null);
    }

    /**
     * Each address gets an even share of the time left, so that a dead one leaves room for the
     * next.
     */
    private static Socket connectToFirst(List<InetAddress> addresses, int port, Deadline deadline)
            throws NotConnectedException {
        int most = Math.min(addresses.size(), MOST_ADDRESSES);
        IOException last = null;
        for (int i = 0; i < most && !deadline.passed(); i++) {
            // Without NO_PROXY a plain socket heeds the socksProxyHost property.
            var socket = new Socket(Proxy.NO_PROXY);
            try {
                long share = TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft() / (most - i));
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(addresses.get(i), port), (int) Math.max(1, share));
                return socket;
            } catch (IOException e) {
                last = e;
                Watchdog.closeQuietly(socket);
            }
        }
        throw new NotConnectedException(NotSent.Cause.CONNECT_FAILED, last);
    }

    private SSLSocket secure(Socket socket, Destination destination, Deadline deadline)
            throws NotConnectedException {
        try (var guard = watchdog.guard(socket, deadline)) {
            var secured =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(
                                            socket, destination.host(), destination.port(), true);
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            Watchdog.closeQuietly(socket);
            throw new NotConnectedException(NotSent.Cause.TLS_FAILED, e);
        }
    }
}
