package dev.mooring.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A server on loopback that reads a request and then does as it is told, on bare sockets. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String scheme;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What the server does after the request has arrived. */
    @FunctionalInterface
    public interface Script {
        void play(OutputStream out) throws IOException, InterruptedException;
    }

    private ScriptedServer(ServerSocket socket, String scheme, Script script) {
        this.socket = socket;
        this.scheme = scheme;
        Thread.ofVirtual().start(() -> acceptAll(script));
    }

    public static ScriptedServer playing(Script script) throws IOException {
        return new ScriptedServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", script);
    }

    public static ScriptedServer answering(String head, String body) throws IOException {
        return playing(out -> out.write(response(head, body)));
    }

    public static ScriptedServer securedBy(SSLContext tls, Script script) throws IOException {
        var socket =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new ScriptedServer(socket, "https", script);
    }

    public static byte[] response(String head, String body) {
        return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(head, body.getBytes(StandardCharsets.UTF_8).length, body)
                .getBytes(StandardCharsets.UTF_8);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI uri(String path) {
        return at("127.0.0.1", path);
    }

    public URI at(String host, String path) {
        return URI.create("%s://%s:%d%s".formatted(scheme, host, port(), path));
    }

    /** The requests received so far, head and body. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void acceptAll(Script script) {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                Thread.ofVirtual().start(() -> serve(accepted, script));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted, Script script) {
        try (accepted) {
            requests.add(read(accepted));
            script.play(accepted.getOutputStream());
            accepted.getOutputStream().flush();
        } catch (SSLException e) {
            // A client that does not like our certificate; the test says what it expects.
        } catch (IOException | InterruptedException e) {
            // The client hung up.
        }
    }

    private static String read(Socket accepted) throws IOException {
        var text = new StringBuilder();
        var in = accepted.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            text.append((char) next);
        }
        var length =
                text.toString()
                        .lines()
                        .filter(line -> line.toLowerCase().startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                        .findFirst()
                        .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
