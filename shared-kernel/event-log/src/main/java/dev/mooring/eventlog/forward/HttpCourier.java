package dev.mooring.eventlog.forward;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * Carries requests to other nodes' {@link Inbox} by HTTP/1.1 over connections that are kept, and
 * believes only signed answers. Goes to no proxy and follows nobody elsewhere. Thread-safe.
 */
public final class HttpCourier implements Courier, AutoCloseable {

    private static final Duration CONNECT = Duration.ofMillis(250);
    private static final int OK = 200;
    private static final int NONCE_BYTES = 16;

    private final Signer signer;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * A courier for all logs of this node.
     *
     * @param clock the same for all nodes: database time
     */
    public HttpCourier(Signer signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** The address is a node's URL without a path, {@code http://host:port}. */
    @Override
    public byte[] carry(String address, String log, byte[] request, Duration atMost)
            throws IOException, InterruptedException {
        var nonce = nonce();
        var time = clock.millis();
        var asked =
                HttpRequest.newBuilder(target(address, log))
                        .timeout(atMost)
                        .header("Content-Type", "application/octet-stream")
                        .header(Inbox.TIME, Long.toString(time))
                        .header(Inbox.NONCE, nonce)
                        .header(
                                Inbox.SIGNATURE,
                                Signature.ofRequest(signer, log, time, nonce, request))
                        .POST(BodyPublishers.ofByteArray(request))
                        .build();
        var response = send(asked);
        if (response.statusCode() != OK) {
            throw new IOException("answered by status " + response.statusCode());
        }
        var signature = response.headers().firstValue(Inbox.SIGNATURE).orElse("");
        if (!Signature.isSame(Signature.ofAnswer(signer, nonce, response.body()), signature)) {
            throw new IOException("an answer that no node of this installation signed");
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Inbox.MOST_BYTES));
        } catch (HttpConnectTimeoutException e) {
            var nobody = new ConnectException("no connection in time");
            nobody.initCause(e);
            throw nobody;
        }
    }

    private static URI target(String address, String log) throws ConnectException {
        try {
            return URI.create(address + Inbox.PATH + log);
        } catch (IllegalArgumentException e) {
            var nowhere = new ConnectException("no address: " + address);
            nowhere.initCause(e);
            throw nowhere;
        }
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
