package dev.mooring.eventlog;

import dev.mooring.language.CommandId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dense, append-only log of events. Every event has a <em>position</em>: 1, 2, 3, … without a
 * hole, in the order of commit. A position that was read once never changes its event.
 *
 * <p>Everything is read at the head: what {@link #append} acknowledged on any node is seen by every
 * read that starts later on any node, but for the second or two in which a primary that was
 * replaced has not heard of it ({@link StillAtHead}). Thread-safe.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Appends all events of a commit or none. Durable on a majority when it returns. Runs on the
     * caller's thread where nobody else is writing, else joins the next batch.
     *
     * @return where the commit stands; where a commit of this id is already in the log, nothing is
     *     written and that one's receipt is returned, {@link Receipt#repeated()}
     * @throws ConflictException where another commit holds one of the sequences
     * @throws CommitTooLargeException where the commit exceeds the cap of one document
     * @throws LogUnavailableException where no answer came within the log's patience
     * @throws LogCorruptException where the chain was found broken; this node appends nothing more
     */
    Receipt append(NewCommit commit);

    /** The receipt of a command's commit, or empty where the log holds none. */
    Optional<Receipt> find(CommandId command);

    /**
     * The events of one aggregate from a sequence on, in order.
     *
     * @param fromSequence counted from 0
     */
    List<RecordedEvent> readAggregate(String aggregateId, long fromSequence);

    /**
     * The events at some places, in the order of the places, each with its hash.
     *
     * @throws LogCorruptException where there is no event, or the commit does not match its hash
     */
    List<HashedEvent> read(List<Place> places);

    /** Up to so many of the events after a position, in order. */
    default List<RecordedEvent> read(long afterPosition, int maxEvents) {
        try (var cursor = cursor(placeOf(afterPosition))) {
            return cursor.next(maxEvents);
        }
    }

    /**
     * A reader that goes on from a place. The way to rebuild something from the whole log: taken
     * some thousands at a time, events come as fast as all processors decode them.
     */
    EventCursor cursor(Place after);

    /**
     * The same log as it is stored, for what is proved about it. The way to verify the whole chain:
     * nothing is decrypted or decoded.
     */
    StoredLog stored();

    /** The place of the last event; {@link Place#BEGINNING} while the log is empty. */
    Place head();

    /**
     * The place of the event at a position.
     *
     * @param position 0, for {@link Place#BEGINNING}, up to the head's
     * @throws IllegalArgumentException where the log has not got that far
     */
    Place placeOf(long position);

    /** The place of the last event that was committed before an instant. */
    Place placeBefore(Instant instant);

    /** The time that counts: the database's, in milliseconds. */
    Clock clock();

    /**
     * Whether an append could be expected to succeed now; asks the database where the last one
     * failed.
     */
    boolean isWritable();

    /** Stops watching for new commits and refuses appends. Does not close the database client. */
    @Override
    void close();
}
