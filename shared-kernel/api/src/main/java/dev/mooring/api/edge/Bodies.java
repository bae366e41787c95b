package dev.mooring.api.edge;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.FormHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a body whole before a thread is taken for it, so that a caller who dribbles holds nothing
 * but his own connection. At most {@code max} bytes are held for each request.
 */
final class Bodies {

    private static final byte[] NONE = new byte[0];

    private final int max;
    private final Duration timeout;

    Bodies(long max, Duration timeout) {
        this.max = Math.toIntExact(max);
        this.timeout = timeout;
    }

    /** A request whose body is in memory. */
    static final class Read {

        private final ServerWebExchange exchange;
        private final byte[] body;

        private Read(ServerWebExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        /** A request whose body is left to its handler method. */
        static Read nothingOf(ServerWebExchange exchange) {
            return new Read(exchange, NONE);
        }

        /** The exchange, which gives the body again to whoever reads it. */
        ServerWebExchange exchange() {
            return exchange;
        }

        byte[] body() {
            return body;
        }
    }

    /**
     * The body, and an exchange that gives it again.
     *
     * @throws Refusal {@code request.too_large}, {@code request.malformed}, through the Mono
     */
    Mono<Read> read(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        var length = headers.getContentLength();
        if (length <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.just(Read.nothingOf(exchange));
        }
        if (length > max) {
            return Mono.error(
                    Refusal.of(
                            ErrorCode.REQUEST_TOO_LARGE,
                            "At most %d bytes are taken".formatted(max)));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), max)
                .map(Bodies::taken)
                .timeout(timeout)
                .onErrorMap(
                        TimeoutException.class,
                        late ->
                                Refusal.of(
                                        ErrorCode.REQUEST_MALFORMED,
                                        "The body did not arrive in time"))
                .defaultIfEmpty(NONE)
                .map(body -> new Read(new Repeatable(exchange, body), body));
    }

    private static byte[] taken(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** An exchange over a body that was read already, also where the body is a form. */
    private static final class Repeatable extends ServerWebExchangeDecorator {

        private static final ResolvableType FORM =
                ResolvableType.forClassWithGenerics(
                        MultiValueMap.class, String.class, String.class);

        private final ServerHttpRequest request;

        Repeatable(ServerWebExchange exchange, byte[] body) {
            super(exchange);
            this.request =
                    new ServerHttpRequestDecorator(exchange.getRequest()) {
                        @Override
                        public Flux<DataBuffer> getBody() {
                            return body.length == 0
                                    ? Flux.empty()
                                    : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
                        }
                    };
        }

        @Override
        public ServerHttpRequest getRequest() {
            return request;
        }

        @Override
        public Mono<MultiValueMap<String, String>> getFormData() {
            return new FormHttpMessageReader().readMono(FORM, request, Map.of());
        }
    }
}
