package dev.mooring.api.stream;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Server-sent events (WHATWG HTML §9.2), each stream looked after by a virtual thread of its own
 * that ends with it. A bounded number at once, so that open streams cannot use up the database.
 * Thread-safe.
 */
public final class EventStreams {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    /** Said when there is nothing to tell, well before anything between closes the connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Semaphore places;
    private final Duration pause;

    /**
     * @param capacity streams at once
     * @param pause between two looks
     */
    public EventStreams(int capacity, Duration pause) {
        this.places = new Semaphore(capacity);
        this.pause = pause;
    }

    /**
     * Tells what is seen now, then whatever has changed, until the last sight or until the caller
     * goes away.
     *
     * @param event the name of its events
     * @param look blocks; whoever asks has been let in already
     * @throws Refusal {@code server.busy}, through the Flux, when every place is taken
     */
    public <T> Flux<ServerSentEvent<T>> follow(String event, Supplier<Sight<T>> look) {
        return Flux.create(sink -> {
            if (!places.tryAcquire()) {
                sink.error(Refusal.of(ErrorCode.SERVER_BUSY));
                return;
            }
            var follower =
                    Thread.ofVirtual().name("event-stream").unstarted(() -> run(event, look, sink));
            sink.onCancel(follower::interrupt);
            follower.start();
        });
    }

    private <T> void run(String event, Supplier<Sight<T>> look, FluxSink<ServerSentEvent<T>> sink) {
        try {
            tell(event, look, sink);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The answer has begun: all that is left is to end it, and the client asks again.
            LOG.warn("a stream of {} events ended early", event, e);
        } finally {
            places.release();
            sink.complete();
        }
    }

    private <T> void tell(String event, Supplier<Sight<T>> look, FluxSink<ServerSentEvent<T>> sink)
            throws InterruptedException {
        @Nullable Object told = null;
        var toldAt = System.nanoTime();
        while (!sink.isCancelled()) {
            var sight = look.get();
            if (!Objects.equals(told, sight.state())) {
                told = sight.state();
                toldAt = System.nanoTime();
                sink.next(ServerSentEvent.builder(sight.value()).event(event).build());
            } else if (System.nanoTime() - toldAt >= HEARTBEAT.toNanos()) {
                toldAt = System.nanoTime();
                sink.next(ServerSentEvent.<T>builder().comment("still here").build());
            }
            if (sight.last()) {
                return;
            }
            Thread.sleep(pause);
        }
    }
}
