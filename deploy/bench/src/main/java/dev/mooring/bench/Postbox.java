package dev.mooring.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mooring.eventlog.forward.Inbox;
import dev.mooring.eventlog.forward.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where other nodes' commits arrive: in the place of the server's management port. */
final class Postbox implements AutoCloseable {

    /** The same for all nodes. */
    static final Signer SIGNER = Postbox::sign;

    private static final SecretKeySpec KEY =
            new SecretKeySpec("bench".getBytes(UTF_8), "HmacSHA256");

    static {
        // Else each answer waits for the acknowledgement of its headers, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Postbox(HttpServer server) {
        this.server = server;
    }

    /** On a free port, closed until {@link #open}. */
    static Postbox bind() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Postbox(HttpServer.create(address, 0));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void open(Inbox inbox) {
        server.setExecutor(threads);
        server.createContext(Inbox.PATH, exchange -> deliver(inbox, exchange));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void deliver(Inbox inbox, HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var answer =
                    inbox.answer(
                            exchange.getRequestURI().getPath().substring(Inbox.PATH.length()),
                            headers.getFirst(Inbox.TIME),
                            headers.getFirst(Inbox.NONCE),
                            headers.getFirst(Inbox.SIGNATURE),
                            exchange.getRequestBody().readAllBytes());
            if (answer.isEmpty()) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            var signed = answer.get();
            exchange.getResponseHeaders().set(Inbox.SIGNATURE, signed.signature());
            exchange.sendResponseHeaders(200, signed.body().length);
            exchange.getResponseBody().write(signed.body());
        }
    }

    private static String sign(byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
