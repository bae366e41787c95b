package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.DeadLetters.Letter;
import dev.mooring.eventlog.ProcessorObserver;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one segment puts what it cannot handle. What it puts here is durable before the segment's
 * place is stored, and found again where a crash comes between. It alone parks; operators take out,
 * so that what it remembers to be parked may no longer be and is asked for, while what it does not
 * remember is not parked. For one thread.
 */
final class DeadLetterBox {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    private final DeadLetterStore store;
    private final SegmentStore segments;
    private final Claim claim;
    private final ProcessorSettings settings;
    private final Clock clock;
    private final ProcessorObserver observer;

    /** How many letters each parked sequence has; null until asked for. */
    private @Nullable Map<String, Integer> parked;

    DeadLetterBox(
            DeadLetterStore store,
            SegmentStore segments,
            Claim claim,
            ProcessorSettings settings,
            Clock clock,
            ProcessorObserver observer) {
        this.store = store;
        this.segments = segments;
        this.claim = claim;
        this.settings = settings;
        this.clock = clock;
        this.observer = observer;
    }

    /** Forgets what it remembers. */
    void reset() {
        parked = null;
    }

    /**
     * Parks those events whose sequences are parked.
     *
     * @return the others, in order
     */
    List<RecordedEvent> parkFollowers(List<RecordedEvent> events) {
        if (known().isEmpty()) {
            return events;
        }
        var following = new LinkedHashMap<String, List<Letter>>();
        for (var event : events) {
            var sequence = Sequence.of(event);
            if (known().containsKey(sequence)) {
                following.computeIfAbsent(sequence, key -> new ArrayList<>()).add(letter(event));
            }
        }
        following.forEach(this::follow);
        return events.stream().filter(event -> !known().containsKey(Sequence.of(event))).toList();
    }

    /** Parks an event's sequence, unless an operator has given up on the event before. */
    void park(RecordedEvent event, RuntimeException failure) {
        park(Sequence.of(event), letter(event), failure);
    }

    /** Parks the sequence of an event that cannot be read. */
    void park(UnreadableEventException unreadable) {
        var letter =
                new Letter(
                        unreadable.place().position(),
                        unreadable.event(),
                        unreadable.type(),
                        clock.instant());
        var sequence = Sequence.of(unreadable.workspace(), unreadable.owner());
        if (known().containsKey(sequence) && follow(sequence, List.of(letter))) {
            return;
        }
        park(sequence, letter, unreadable);
    }

    private void park(String sequence, Letter letter, RuntimeException failure) {
        segments.requireHeld(claim);
        if (store.isSkipped(claim.processor(), letter.position())) {
            return;
        }
        if (known().size() >= settings.mostParkedSequences()) {
            reset();
            throw new DeadLettersFullException(
                    claim.processor(), settings.mostParkedSequences() + " parked sequences");
        }
        LOG.error(
                "{} cannot handle the {} at position {}; it parks {}",
                claim.processor(),
                letter.type(),
                letter.position(),
                sequence,
                failure);
        store.park(claim.processor(), sequence, letter, Transience.describe(failure));
        known().merge(sequence, 1, Integer::sum);
        observer.parked(claim.processor(), 1);
    }

    /** Whether the sequence was parked still; where it was not, it goes on. */
    private boolean follow(String sequence, List<Letter> letters) {
        int count = known().getOrDefault(sequence, 0) + letters.size();
        if (count > settings.mostLettersOfSequence()) {
            reset();
            throw new DeadLettersFullException(
                    claim.processor(),
                    "%d letters of %s".formatted(settings.mostLettersOfSequence(), sequence));
        }
        segments.requireHeld(claim);
        if (!store.follow(claim.processor(), sequence, letters)) {
            known().remove(sequence);
            return false;
        }
        known().put(sequence, count);
        observer.parked(claim.processor(), letters.size());
        return true;
    }

    private Map<String, Integer> known() {
        var known = parked;
        if (known == null) {
            known = store.counts(claim.processor());
            parked = known;
        }
        return known;
    }

    private Letter letter(RecordedEvent event) {
        return new Letter(event.position(), event.id(), event.type(), clock.instant());
    }
}
