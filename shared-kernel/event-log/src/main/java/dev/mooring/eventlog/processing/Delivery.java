package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import java.time.Duration;
import java.util.List;

/**
 * Hands one segment's events to a handler. Where a batch fails for what will not pass, it is halved
 * until the event is found that fails alone; that one is tried a few times more and then parked
 * with its sequence, so that one bad event stops nobody else's. For one thread.
 */
final class Delivery {

    private final BatchHandler handler;
    private final DeadLetterBox letters;
    private final ProcessorSettings settings;
    private final Pause pause;

    Delivery(BatchHandler handler, DeadLetterBox letters, ProcessorSettings settings, Pause pause) {
        this.handler = handler;
        this.letters = letters;
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * Returns once every event is handled or parked, durably.
     *
     * @throws RuntimeException the handler's own where it will pass, and whatever keeps an event
     *     from being parked: all of them are to be delivered again
     */
    void deliver(List<RecordedEvent> events) {
        var free = letters.parkFollowers(events);
        if (free.isEmpty()) {
            return;
        }
        try {
            handler.handle(free);
        } catch (RuntimeException e) {
            if (Transience.isTransient(e)) {
                throw e;
            }
            if (free.size() == 1) {
                alone(free, e);
            } else {
                int middle = free.size() / 2;
                deliver(free.subList(0, middle));
                deliver(free.subList(middle, free.size()));
            }
        }
    }

    /** Parks an event that cannot be read, once trying again does not help. */
    void unreadable(UnreadableEventException event) {
        letters.park(event);
    }

    /** Starts over: what is parked is asked for again. */
    void reset() {
        letters.reset();
    }

    private void alone(List<RecordedEvent> single, RuntimeException first) {
        var failure = first;
        Duration wait = settings.firstPause();
        for (int attempt = 2; attempt <= settings.attempts(); attempt++) {
            pause.of(wait);
            wait = wait.multipliedBy(2);
            try {
                handler.handle(single);
                return;
            } catch (RuntimeException e) {
                if (Transience.isTransient(e)) {
                    throw e;
                }
                failure = e;
            }
        }
        letters.park(single.getFirst(), failure);
    }
}
