package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.EventCursor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** A processor's view of the log, from a token on. Used by one thread, but for its callback. */
final class LogEventStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int READ_AHEAD = 256;
    private static final Duration LONG = Duration.ofSeconds(1);

    private final EventCursor cursor;
    private final ArrayDeque<LogMessage> ahead = new ArrayDeque<>();

    LogEventStream(EventCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        hasNextAvailable();
        return Optional.ofNullable(ahead.peek());
    }

    /** Looks where the doorbell says that there is something, and once a wait is over. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (ahead.isEmpty()
                && (cursor.await(Duration.of(timeout, unit.toChronoUnit())) || timeout > 0)) {
            cursor.next(READ_AHEAD).forEach(event -> ahead.add(new LogMessage(event)));
        }
        return !ahead.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable((int) LONG.toMillis(), TimeUnit.MILLISECONDS)) {
            // Blocks for as long as it takes, which is what the port asks for.
        }
        return ahead.remove();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        cursor.onCommit(callback);
        return true;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
