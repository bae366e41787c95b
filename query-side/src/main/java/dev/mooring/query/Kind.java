package dev.mooring.query;

import dev.mooring.eventlog.RecordedEvent;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One kind of document of a read model: a pure fold of the events that concern it. An event
 * concerns at most one document of a kind; but that a user's key is destroyed concerns all that
 * hold his text.
 *
 * @param name stored within ids; never changes within a version of the read model
 * @param type the document, a public record that the driver's record codec can store
 * @param personal null where documents hold no personal text
 */
public record Kind<D extends Record>(
        String name, Class<D> type, Concern concern, Fold<D> fold, @Nullable Personal<D> personal) {

    /** A kind of documents that hold no personal text. */
    public Kind(String name, Class<D> type, Concern concern, Fold<D> fold) {
        this(name, type, concern, fold, null);
    }

    /**
     * The same kind, whose documents hold personal text of one user each. They name him in a field
     * {@code user} of their own, by which they are found.
     *
     * @param erased makes of a document what folding it would have made of it, had all that was his
     *     been erased before
     */
    public Kind<D> personal(Function<D, String> user, UnaryOperator<D> erased) {
        return new Kind<>(name, type, concern, fold, new Personal<>(user, erased));
    }

    /** Whose personal text a document holds, and the document without it. Pure. */
    public record Personal<D extends Record>(Function<D, String> user, UnaryOperator<D> erased) {}

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
