package dev.mooring.nodes;

import dev.mooring.eventlog.forward.Inbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes what other nodes forward, on the management port where that is one of its own. Outside of
 * what the application scans: the management context finds it by its file in {@code META-INF}.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(Inbox.class)
public class ForwardingRoute {

    /** A request is read before it can be told whose it is, so no more than this at a time. */
    private static final int AT_ONCE = 16;

    @Bean(destroyMethod = "shutdown")
    ExecutorService forwardingThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("forwarded-", 0).factory());
    }

    @Bean
    RouterFunction<ServerResponse> forwardedCommits(
            Inbox inbox, ExecutorService forwardingThreads) {
        var room = new Semaphore(AT_ONCE);
        return RouterFunctions.route()
                .POST(
                        Inbox.PATH + "{log}",
                        request ->
                                room.tryAcquire()
                                        ? body(request)
                                                .doFinally(_ -> room.release())
                                                .flatMap(body ->
                                                        answer(
                                                                inbox,
                                                                request,
                                                                body,
                                                                forwardingThreads))
                                                .onErrorResume(
                                                        DataBufferLimitException.class,
                                                        _ -> status(HttpStatus.CONTENT_TOO_LARGE))
                                        : status(HttpStatus.SERVICE_UNAVAILABLE))
                .build();
    }

    private static Mono<byte[]> body(ServerRequest request) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), Inbox.MOST_BYTES)
                .map(ForwardingRoute::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** Goes on where the sender hangs up: what is being written has an end of its own. */
    private static Mono<ServerResponse> answer(
            Inbox inbox, ServerRequest request, byte[] body, Executor threads) {
        var headers = request.headers();
        var answer =
                CompletableFuture.supplyAsync(
                        () ->
                                inbox.answer(
                                        request.pathVariable("log"),
                                        headers.firstHeader(Inbox.TIME),
                                        headers.firstHeader(Inbox.NONCE),
                                        headers.firstHeader(Inbox.SIGNATURE),
                                        body),
                        threads);
        return Mono.fromFuture(answer)
                .flatMap(signed ->
                        signed.map(ForwardingRoute::ok)
                                .orElseGet(() -> status(HttpStatus.FORBIDDEN)));
    }

    private static Mono<ServerResponse> ok(Inbox.Signed signed) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(Inbox.SIGNATURE, signed.signature())
                .bodyValue(signed.body());
    }

    private static Mono<ServerResponse> status(HttpStatus status) {
        return ServerResponse.status(status).build();
    }
}
