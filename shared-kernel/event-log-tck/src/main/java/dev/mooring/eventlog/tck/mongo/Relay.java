package dev.mooring.eventlog.tck.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * A way to a database server on which answers can get lost or come late: the server does what it
 * was asked for, and the one who asked never hears of it, or when he has given up. It can be cut as
 * well, for everybody or for some: nothing moves, in either direction, and what was on its way
 * arrives once it is mended. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    /** Where a connection comes from that no member of a replica set has made. */
    private static final int CLIENT = 0;

    /** In the greeting of a member that has its test commands enabled: its host and port. */
    private static final String SENDER = "hostInfo\0";

    private final ServerSocket server;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger losses = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();

    /** Which connections are cut, by the port of the member that made them, or {@link #CLIENT}. */
    private volatile IntPredicate cut = _ -> false;

    private volatile Duration late = Duration.ZERO;

    /**
     * @param port of the server on this machine
     */
    public Relay(int port) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    /** {@code 127.0.0.1:<port>}. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** For a client that knows this way only and sends nothing twice by itself. */
    public String uri() {
        return "mongodb://%s/?directConnection=true&retryWrites=false".formatted(address());
    }

    /** Loses the answers to this many insertions of commits from now on. */
    public void loseAnswers(int count) {
        losses.set(count);
    }

    /** How many answers are still to be lost. */
    public int toLose() {
        return losses.get();
    }

    /** Has the answers to insertions of commits come so late from now on. */
    public void answerLate(Duration delay) {
        late = delay;
    }

    /** Lets nothing through until mended; connections stay open. */
    public void cut() {
        cut = _ -> true;
    }

    /** Lets nothing of a replica set's members through until mended, but clients. */
    public void cutMembers() {
        cut = from -> from != CLIENT;
    }

    /** Lets nothing of one member through until mended. */
    public void cutMember(int port) {
        cut = from -> from == port;
    }

    /** Lets everything through, at once. */
    public void mend() {
        lock.lock();
        try {
            cut = _ -> false;
            late = Duration.ZERO;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        quietly(server::close);
        open.forEach(socket -> quietly(socket::close));
        mend();
    }

    private void accept() {
        while (!server.isClosed()) {
            quietly(() -> {
                var client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            });
        }
    }

    private void connect(Socket client) {
        try {
            var database = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(database);
            var connection = new Connection(client, database);
            Thread.ofVirtual().start(connection::requests);
            Thread.ofVirtual().start(connection::answers);
        } catch (IOException e) {
            // The server is down: so is the way to it.
            quietly(client::close);
            open.remove(client);
        }
    }

    private void awaitMended(int from) {
        if (cut.test(from)) {
            lock.lock();
            try {
                while (cut.test(from)) {
                    mended.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** One connection; a request is answered before the next is sent on it. */
    private final class Connection {

        private final Socket client;
        private final Socket database;
        private volatile boolean losing;
        private volatile boolean inserting;
        private volatile int sender = CLIENT;

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
                var greeting = request;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (greeting) {
                        sender = senderOf(buffer, n);
                        greeting = false;
                    }
                    if (request && isInsertion(buffer, n)) {
                        inserting = true;
                        losing = losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                    }
                    if (!request && losing) {
                        break;
                    }
                    if (!request && inserting) {
                        inserting = false;
                        delay();
                    }
                    awaitMended(sender);
                    out.write(buffer, 0, n);
                }
            });
            quietly(client::close);
            quietly(database::close);
            open.remove(client);
            open.remove(database);
        }

        private void delay() throws IOException {
            try {
                Thread.sleep(late);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** An insertion into the log has its collection's name as the command's first value. */
    private static boolean isInsertion(byte[] buffer, int length) {
        var text = new String(buffer, 0, Math.min(length, 256), StandardCharsets.ISO_8859_1);
        return text.contains("insert\0\4\0\0\0log\0");
    }

    /** The port of the member whose greeting it is, or {@link #CLIENT}. */
    private static int senderOf(byte[] buffer, int length) {
        var text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(SENDER);
        if (at < 0) {
            return CLIENT;
        }
        int end = text.indexOf('\0', at + SENDER.length() + Integer.BYTES);
        return Integer.parseInt(text.substring(text.lastIndexOf(':', end) + 1, end));
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
