package dev.mooring.eventlog.tck.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a database server on which answers can get lost: the server does what it was asked for,
 * and the one who asked never hears of it.
 */
final class Relay implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final ServerSocket server;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger losses = new AtomicInteger();

    /**
     * @param port of the server on this machine
     */
    Relay(int port) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    String uri() {
        return "mongodb://127.0.0.1:%d/?directConnection=true&retryWrites=false"
                .formatted(server.getLocalPort());
    }

    /** Loses the answers to this many insertions of commits from now on. */
    void loseAnswers(int count) {
        losses.set(count);
    }

    /** How many answers are still to be lost. */
    int toLose() {
        return losses.get();
    }

    @Override
    public void close() {
        quietly(server::close);
        open.forEach(socket -> quietly(socket::close));
    }

    private void accept() {
        while (!server.isClosed()) {
            quietly(() -> {
                var client = server.accept();
                var database = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(client);
                open.add(database);
                var connection = new Connection(client, database);
                Thread.ofVirtual().start(connection::requests);
                Thread.ofVirtual().start(connection::answers);
            });
        }
    }

    /** One connection; a request is answered before the next is sent on it. */
    private final class Connection {

        private final Socket client;
        private final Socket database;
        private volatile boolean losing;

        private Connection(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void requests() {
            pump(client, database, true);
        }

        void answers() {
            pump(database, client, false);
        }

        private void pump(Socket from, Socket to, boolean request) {
            quietly(() -> {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                var buffer = new byte[CHUNK];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (request && isInsertion(buffer, n)) {
                        losing = losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                    }
                    if (!request && losing) {
                        break;
                    }
                    out.write(buffer, 0, n);
                }
            });
            quietly(client::close);
            quietly(database::close);
        }
    }

    /** An insertion into the log has its collection's name as the command's first value. */
    private static boolean isInsertion(byte[] buffer, int length) {
        var text =
                new String(
                        buffer,
                        0,
                        Math.min(length, 256),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.contains("insert\0\4\0\0\0log\0");
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void quietly(Io io) {
        try {
            io.run();
        } catch (IOException e) {
            // Either side went away, which is what a relay is there for.
        }
    }
}
