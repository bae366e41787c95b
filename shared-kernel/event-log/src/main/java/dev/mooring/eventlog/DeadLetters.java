package dev.mooring.eventlog;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that a processor could not handle, for operators. Such an event parks its sequence: its
 * owner's later events are parked behind it, and everybody else's go on. What is kept is where an
 * event stands, never what it says, so that a retry reads it as this version reads it. From any
 * node that runs the processor; thread-safe.
 */
public interface DeadLetters {

    /**
     * An event that was not handled.
     *
     * @param event its id
     * @param type its logical name
     */
    record Letter(long position, String event, String type, Instant parkedAt) {}

    /**
     * A sequence that is parked.
     *
     * @param sequence {@code <workspace>/<owner>}, or {@code <workspace>} for its own events
     * @param error what the first letter last failed with: names of classes and the place in the
     *     code, no message, which might be personal
     * @param letters in the order of the log; the first is the one that fails
     */
    record Parked(
            String processor, String sequence, Instant since, String error, List<Letter> letters) {

        public Parked {
            letters = List.copyOf(letters);
        }
    }

    /**
     * What a retry came to.
     *
     * @param handled how many letters were handled
     * @param left how many are still parked
     * @param error of the first of them, null where none is left
     */
    record Retried(int handled, int left, @Nullable String error) {}

    /** A letter that an operator has given up on. */
    record Skipped(
            String processor,
            String sequence,
            Letter letter,
            String error,
            String reason,
            String actor,
            Instant at) {}

    /** A processor's parked sequences. */
    List<Parked> parked(String processor);

    /**
     * Handles a sequence's letters in order, and stops at the first that fails again. Once none is
     * left the sequence goes on by itself.
     *
     * @throws IllegalArgumentException where this node does not have the processor
     * @throws IllegalStateException while another retry of the sequence is on
     */
    Retried retry(String processor, String sequence);

    /**
     * Gives up on the first letter of a sequence, for good and on record. Those behind it stay
     * parked until they are retried.
     *
     * @param reason why, in the operator's words; no personal text
     * @param actor the operator
     * @throws IllegalArgumentException where it is not the first letter of a sequence
     */
    void skip(String processor, String sequence, long position, String reason, String actor);

    /**
     * Takes out all parked letters of an owner, of every processor and without a record: for a user
     * who is erased, whose events say nothing any more.
     */
    void forget(WorkspaceId workspace, UserId owner);

    /** The letters of a processor that were given up on, in the order of the log. */
    List<Skipped> skipped(String processor);
}
