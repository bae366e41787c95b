package dev.mooring.api.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A line with room for so many events that its reader has not taken yet. */
final class OpenLine<T> implements Line<T> {

    private final Sinks.Many<ServerSentEvent<T>> sink;
    private final List<Runnable> callbacks = new ArrayList<>();
    private final long openedAt = System.nanoTime();
    private long toldAt = openedAt;
    private boolean ended;

    OpenLine(int room) {
        this.sink = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(room));
    }

    /** What is told, for the one reader. */
    Flux<ServerSentEvent<T>> read() {
        return sink.asFlux();
    }

    /** Nanoseconds since it was opened. */
    long age() {
        return System.nanoTime() - openedAt;
    }

    /** Nanoseconds since something was told. */
    synchronized long silence() {
        return System.nanoTime() - toldAt;
    }

    @Override
    public synchronized boolean tell(ServerSentEvent<T> event) {
        if (ended || sink.tryEmitNext(event).isFailure()) {
            return false;
        }
        toldAt = System.nanoTime();
        return true;
    }

    @Override
    public synchronized boolean hasEnded() {
        return ended;
    }

    @Override
    public void end() {
        List<Runnable> due;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            sink.tryEmitComplete();
            due = List.copyOf(callbacks);
        }
        due.forEach(Runnable::run);
    }

    @Override
    public void onEnd(Runnable callback) {
        synchronized (this) {
            if (!ended) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }
}
