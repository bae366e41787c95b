package dev.mooring.outbound;

import dev.mooring.outbound.Outcome.Ambiguous;
import dev.mooring.outbound.Outcome.Answered;
import dev.mooring.outbound.Outcome.NotSent;
import dev.mooring.outbound.Watchdog.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over a fresh connection per call. Connections are not kept: a reused one that turns out
 * to be stale makes a call ambiguous, and most calls here (a code exchange, a refresh) may be made
 * only once. Compressed answers are not asked for and not unpacked.
 *
 * <p>Thread-safe. Close it to end its two kinds of threads.
 */
public final class HttpOutbound implements Outbound, AutoCloseable {

    private static final Http1Config HTTP =
            Http1Config.custom()
                    .setVersion(HttpVersion.HTTP_1_1)
                    .setMaxLineLength(16 * 1024)
                    .setMaxHeaderCount(100)
                    .build();

    private final Limits limits;
    private final Names names;
    private final Watchdog watchdog = new Watchdog();
    private final Connector connector;

    /** With the machine's resolver and trust store. */
    public HttpOutbound(Admission admission, Limits limits) {
        this(admission, limits, Resolver.SYSTEM, defaultTrust());
    }

    /**
     * With another resolver and trust store, for tests and for private authorities.
     *
     * @param trust decides which certificates are trusted; host names are verified whatever it says
     */
    public HttpOutbound(Admission admission, Limits limits, Resolver resolver, SSLContext trust) {
        this.limits = limits;
        this.names = new Names(resolver);
        this.connector = new Connector(admission, names, trust, watchdog);
    }

    @Override
    public Outcome send(OutboundRequest request) {
        var destination = Destination.of(request.uri());
        if (destination.isEmpty()) {
            return new NotSent(NotSent.Cause.URL_REFUSED);
        }
        var end = Deadline.in(limits.total());
        var connected = Deadline.in(limits.connect()).orEarlier(end);
        try (var connection = connector.connect(destination.get(), connected);
                var guard = watchdog.guard(connection.raw(), end)) {
            return exchange(connection, message(request, destination.get()), end);
        } catch (NotConnectedException e) {
            return new NotSent(e.reason());
        }
    }

    @Override
    public void close() {
        watchdog.close();
        names.close();
    }

    private Outcome exchange(
            Connector.Connection connection, ClassicHttpRequest request, Deadline end) {
        Integer status = null;
        try {
            var http = new DefaultBHttpClientConnection(HTTP);
            if (connection.secured() == null) {
                http.bind(connection.raw());
            } else {
                http.bind(connection.secured(), connection.raw());
            }
            var response =
                    new HttpRequestExecutor().execute(request, http, HttpCoreContext.create());
            status = response.getCode();
            var body = readBody(response);
            return body == null
                    ? new Ambiguous(Ambiguous.Cause.TOO_LARGE, status)
                    : new Answered(status, headersOf(response), body);
        } catch (IOException | HttpException e) {
            return new Ambiguous(causeOf(e, end), status);
        }
    }

    private static Ambiguous.Cause causeOf(Exception e, Deadline end) {
        if (end.passed()) {
            return Ambiguous.Cause.TIMED_OUT;
        }
        return switch (e) {
            case MessageConstraintException _ -> Ambiguous.Cause.TOO_LARGE;
            case HttpException _ -> Ambiguous.Cause.NOT_HTTP;
            default -> Ambiguous.Cause.CONNECTION_LOST;
        };
    }

    private static ClassicHttpRequest message(OutboundRequest request, Destination destination) {
        var message = new BasicClassicHttpRequest(request.method().name(), destination.target());
        message.addHeader(HttpHeaders.HOST, destination.authority());
        message.addHeader(HttpHeaders.CONNECTION, "close");
        message.addHeader(HttpHeaders.USER_AGENT, "Mooring");
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            var type = ContentType.parse(request.body().mediaType());
            var entity =
                    new StringEntity(
                            request.body().text(), type.withCharset(StandardCharsets.UTF_8));
            message.setEntity(entity);
            message.addHeader(HttpHeaders.CONTENT_TYPE, request.body().mediaType());
            message.addHeader(HttpHeaders.CONTENT_LENGTH, entity.getContentLength());
        }
        return message;
    }

    /** The whole body, or null where it is larger than the limit. */
    private @Nullable String readBody(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null || entity.getContent() == null) {
            return "";
        }
        if (entity.getContentLength() > limits.bodyBytes()) {
            return null;
        }
        byte[] bytes = entity.getContent().readNBytes(limits.bodyBytes() + 1);
        return bytes.length > limits.bodyBytes() ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Headers headersOf(ClassicHttpResponse response) {
        var fields = new LinkedHashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            fields.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return new Headers(fields);
    }

    private static SSLContext defaultTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
