package dev.mooring.api.stream;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/**
 * Server-sent events (WHATWG HTML §9.2) on a bounded number of streams at once. One thread sees to
 * all of them: that none is silent for long, that none stays open beyond what its credentials may
 * be trusted for, and that what is followed by looking is looked at. What a slow reader has not
 * taken is bounded, too. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {

    /** Said when there is nothing to tell, well before anything between closes the connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * Whoever is let in is let in for so long: a stream of a key that was revoked meanwhile ends,
     * and every other client goes on where it was.
     */
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** Events that may wait for a reader. */
    private static final int ROOM = 64;

    /** Looks at once, each of which may hold a connection of the database's pool. */
    private static final int LOOKS = 32;

    private final Semaphore places;
    private final Semaphore looks = new Semaphore(LOOKS);
    private final Duration pause;
    private final Duration life;
    private final Set<OpenLine<?>> lines = ConcurrentHashMap.newKeySet();
    private final Set<Followed<?>> followed = ConcurrentHashMap.newKeySet();
    private final Thread caretaker;

    /**
     * Streams that live as long as is usual.
     *
     * @param capacity streams at once
     * @param pause between two looks
     */
    public EventStreams(int capacity, Duration pause) {
        this(capacity, pause, LIFE);
    }

    EventStreams(int capacity, Duration pause, Duration life) {
        this.places = new Semaphore(capacity);
        this.pause = pause;
        this.life = life;
        this.caretaker = Thread.ofVirtual().name("event-streams").start(this::takeCare);
    }

    /**
     * A stream that is told on from elsewhere, until either side ends it or its life is over; then
     * the client asks again, with {@code Last-Event-ID}.
     *
     * @param begin called when the stream is read, on a thread that may block
     * @throws Refusal {@code server.busy}, through the Flux, when every place is taken
     */
    public <T> Flux<ServerSentEvent<T>> open(Consumer<Line<T>> begin) {
        return Flux.defer(() -> {
            if (!places.tryAcquire()) {
                return Flux.error(Refusal.of(ErrorCode.SERVER_BUSY));
            }
            var line = new OpenLine<T>(ROOM);
            lines.add(line);
            line.onEnd(() -> {
                lines.remove(line);
                places.release();
            });
            Thread.ofVirtual().name("event-stream").start(() -> begin(begin, line));
            return line.read().doFinally(_ -> line.end());
        });
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
        return open(line -> {
            var following = new Followed<>(event, look, line);
            followed.add(following);
            line.onEnd(() -> followed.remove(following));
            if (following.begin()) {
                following.look();
            }
        });
    }

    @Override
    public void close() {
        caretaker.interrupt();
        lines.forEach(OpenLine::end);
    }

    private static <T> void begin(Consumer<Line<T>> begin, Line<T> line) {
        try {
            begin.accept(line);
        } catch (RuntimeException e) {
            line.end();
            throw e;
        }
    }

    private void takeCare() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pause);
                for (var line : lines) {
                    takeCare(line);
                }
                for (var following : followed) {
                    look(following);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void takeCare(OpenLine<T> line) {
        if (line.age() >= life.toNanos()) {
            line.end();
        } else if (line.silence() >= HEARTBEAT.toNanos()) {
            line.tell(ServerSentEvent.<T>builder().comment("still here").build());
        }
    }

    private void look(Followed<?> following) throws InterruptedException {
        if (!following.begin()) {
            return;
        }
        looks.acquire();
        Thread.ofVirtual()
                .name("event-stream-look")
                .start(() -> {
                    try {
                        following.look();
                    } finally {
                        looks.release();
                    }
                });
    }
}
