package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a log from its beginning, as it grows, and keeps what it saw. */
final class Follower {

    private final Node node;
    private final AtomicLong until = new AtomicLong(Long.MAX_VALUE);
    private final List<Long> positions = new ArrayList<>();
    private final CompletableFuture<List<Long>> seen = new CompletableFuture<>();

    Follower(Node node) {
        this.node = node;
        Thread.ofVirtual().start(this::run);
    }

    /** The positions in the order in which they came, once this one has. */
    List<Long> upTo(long position) throws Exception {
        until.set(position);
        return seen.get(60, java.util.concurrent.TimeUnit.SECONDS);
    }

    private void run() {
        try (var cursor = node.log.cursor(Place.BEGINNING)) {
            while (positions.isEmpty() || positions.getLast() < until.get()) {
                if (!positions.isEmpty() || cursor.await(Duration.ofMillis(100))) {
                    cursor.next(7).forEach(event -> positions.add(event.position()));
                    cursor.await(Duration.ofMillis(20));
                }
            }
            seen.complete(List.copyOf(positions));
        } catch (RuntimeException | InterruptedException e) {
            seen.completeExceptionally(e);
        }
    }
}
