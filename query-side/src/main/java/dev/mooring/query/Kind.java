package dev.mooring.query;

import dev.mooring.eventlog.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One kind of document of a read model: a pure fold of the events that concern it. An event
 * concerns at most one document of a kind.
 *
 * @param name stored within ids; never changes within a version of the read model
 * @param type the document, a public record that the driver's record codec can store
 */
public record Kind<D extends Record>(String name, Class<D> type, Concern concern, Fold<D> fold) {

    /** Tells which document an event concerns. */
    @FunctionalInterface
    public interface Concern {

        /** The document's id, unique within workspace and kind; null for an event of no concern. */
        @Nullable String of(RecordedEvent recorded);
    }

    /** Makes of a document and the next event of its concern the document after it. */
    @FunctionalInterface
    public interface Fold<D extends Record> {

        /**
         * Pure: no clock, no randomness, no input but these.
         *
         * @param document null before the first event
         * @return what it is now; the same where the event changes nothing; null for an event that
         *     cannot begin a document
         */
        @Nullable D apply(@Nullable D document, RecordedEvent event);
    }

    @Override
    public String toString() {
        return name;
    }
}
