package dev.mooring.eventlog.tck.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.eventlog.forward.HttpCourier;
import dev.mooring.eventlog.forward.Inbox;
import dev.mooring.eventlog.forward.Signer;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.keys.KeyedHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that appends together with others on this machine, as servers do on their management
 * ports: the same courier, inbox and signatures, over the JDK's HTTP server on a free port.
 */
public final class LoopbackNode implements AutoCloseable {

    private static final int FORBIDDEN = 403;
    private static final int OK = 200;
    private static final int NO_BODY = -1;

    static {
        // Else each answer waits for the acknowledgement of its headers, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Inbox inbox;
    private final HttpCourier courier;
    private final Forwarding forwarding;

    private LoopbackNode(String name, Signer signer, Clock clock) throws IOException {
        inbox = new Inbox(signer, clock);
        courier = new HttpCourier(signer, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(Inbox.PATH, this::answer);
        server.start();
        forwarding =
                new Forwarding(name, "http://127.0.0.1:" + server.getAddress().getPort(), courier);
    }

    /** Listens until closed, under a name that nobody knows. */
    public static LoopbackNode listen(KeyedHashes hashes, Clock clock) {
        return listen(UUID.randomUUID().toString(), hashes, clock);
    }

    /**
     * Listens until closed.
     *
     * @param name as the lease on the log's end has it; one that no other and no later node has
     * @param hashes of the same installation on all nodes
     * @param clock database time
     */
    public static LoopbackNode listen(String name, KeyedHashes hashes, Clock clock) {
        try {
            return new LoopbackNode(
                    name, message -> hashes.ofBytes("instance", "append.forward", message), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a log as one node of several. */
    public MongoEventLog open(LogSettings settings) {
        var log = MongoEventLog.open(settings.withForwarding(forwarding));
        inbox.deliver(settings.collection(), log::receive);
        return log;
    }

    @Override
    public void close() {
        server.stop(0);
        courier.close();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = exchange.getRequestBody().readNBytes(Inbox.MOST_BYTES);
            var answer =
                    inbox.answer(
                            exchange.getRequestURI().getPath().substring(Inbox.PATH.length()),
                            headers.getFirst(Inbox.TIME),
                            headers.getFirst(Inbox.NONCE),
                            headers.getFirst(Inbox.SIGNATURE),
                            body);
            if (answer.isEmpty()) {
                exchange.sendResponseHeaders(FORBIDDEN, NO_BODY);
                return;
            }
            var signed = answer.orElseThrow();
            exchange.getResponseHeaders().set(Inbox.SIGNATURE, signed.signature());
            exchange.sendResponseHeaders(OK, signed.body().length);
            exchange.getResponseBody().write(signed.body());
        }
    }
}
