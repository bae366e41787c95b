package dev.mooring.query.rebuilding;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.processing.Transience;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import java.time.Duration;
import java.util.List;

/** One rebuild's part in a reading of the log: folds events and writes what they make. */
final class Folding {

    private final Held held;
    private final WorkingSet working;
    private final Projector projector;
    private final long every;
    private Place place;
    private long flushedAt = System.nanoTime();

    /**
     * @param memory for documents, in bytes, about
     * @param every how often what there is by then is written, so that a crash loses no more work
     */
    Folding(Held held, MongoDatabase database, long memory, Duration every) {
        this.held = held;
        this.every = every.toNanos();
        this.place = held.rebuild().checkpoint();
        var model = held.view().model();
        var documents = MongoDocuments.of(database, held.generation());
        long events = held.view().source().log().head().position();
        this.working = new WorkingSet(documents, memory, events);
        this.projector = new Projector(model, working);
        // A node that died may have written beyond the checkpoint, or before the first one.
        if (held.rebuild().epoch() > 1) {
            working.resume();
        }
    }

    Held held() {
        return held;
    }

    /**
     * Folds the next events; not those that it has, where others are further behind.
     *
     * @throws PoisonedException where one of them cannot be
     */
    void fold(List<RecordedEvent> read) {
        var events = beyond(place.position(), read);
        if (events.isEmpty()) {
            return;
        }
        try {
            projector.handle(events);
        } catch (RuntimeException e) {
            if (Transience.isTransient(e)) {
                throw e;
            }
            oneByOne(events);
        }
        place = events.getLast().place();
        held.processed(place.position());
        if (working.isFull() || System.nanoTime() - flushedAt >= every) {
            flush();
        }
    }

    /** Has everything in the database, and says so. */
    void flush() {
        working.flush();
        held.checkpoint(place);
        flushedAt = System.nanoTime();
    }

    private static List<RecordedEvent> beyond(long position, List<RecordedEvent> events) {
        return events.getFirst().position() > position
                ? events
                : events.stream().filter(it -> it.position() > position).toList();
    }

    private void oneByOne(List<RecordedEvent> events) {
        for (var event : events) {
            try {
                projector.handle(List.of(event));
            } catch (RuntimeException e) {
                if (Transience.isTransient(e)) {
                    throw e;
                }
                throw new PoisonedException(
                        new Rebuild.Failure(
                                event.position(),
                                "%s cannot be folded: %s"
                                        .formatted(event.type(), Transience.describe(e))));
            }
        }
    }
}
