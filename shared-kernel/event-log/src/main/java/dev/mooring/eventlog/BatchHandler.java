package dev.mooring.eventlog;

import java.util.List;

/**
 * Folds events into something kept, a batch at a time: one read and one bulk write per batch. What
 * it writes has to be durable when it returns, since the processor's place is stored next. After a
 * failure between the two it sees the same events again, by position, and nothing may change.
 */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Every event of the log comes by, an owner's in order; where the processor is divided, other
     * owners' at the same time on other threads. Throwing has the batch tried again: for ever where
     * the database is away, else in smaller parts, until the event that fails alone is found and
     * parked among the {@link DeadLetters}.
     */
    void handle(List<RecordedEvent> batch);
}
