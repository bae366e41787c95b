package dev.mooring.query.serving;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.RecordedEvent;
import java.time.Duration;
import java.util.List;

/** Reads on in what is told. */
final class ToldCursor implements EventCursor {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final List<RecordedEvent> events;
    private long after;

    ToldCursor(List<RecordedEvent> events, long after) {
        this.events = events;
        this.after = after;
    }

    @Override
    public List<RecordedEvent> next(int maxEvents) {
        var next = events.stream().skip(after).limit(maxEvents).toList();
        after += next.size();
        return next;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (events.size() <= after && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
        }
        return events.size() > after;
    }

    @Override
    public void wake() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onCommit(Runnable callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
