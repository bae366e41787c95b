package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.ProcessorObserver;
import java.time.Duration;
import java.util.Map;

/**
 * How processors run.
 *
 * @param segments into how many a processor is divided when it first begins, by its name; one where
 *     it is not named
 * @param claimTimeout after which a silent node's segments are anybody's
 * @param longBatch a batch that takes longer is told of, loudly
 * @param attempts how often an event is handled alone before it counts as one that cannot be
 * @param firstPause after the first of them; each later one is twice as long
 * @param mostParkedSequences a processor with more stands still
 * @param mostLettersOfSequence a processor with more in one sequence stands still
 */
public record ProcessorSettings(
        Map<String, Integer> segments,
        Duration claimTimeout,
        Duration longBatch,
        int attempts,
        Duration firstPause,
        int mostParkedSequences,
        int mostLettersOfSequence,
        ProcessorObserver observer) {

    /** What suits nearly everybody. */
    public static final ProcessorSettings DEFAULT =
            new ProcessorSettings(
                    Map.of(),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    5,
                    Duration.ofMillis(100),
                    256,
                    1_000,
                    ProcessorObserver.NONE);

    public ProcessorSettings {
        segments = Map.copyOf(segments);
        if (attempts < 1 || mostParkedSequences < 1 || mostLettersOfSequence < 1) {
            throw new IllegalArgumentException("processors need room to try and to park");
        }
    }

    /** Divides these processors. */
    public ProcessorSettings withSegments(Map<String, Integer> byName) {
        return new ProcessorSettings(
                byName,
                claimTimeout,
                longBatch,
                attempts,
                firstPause,
                mostParkedSequences,
                mostLettersOfSequence,
                observer);
    }

    public ProcessorSettings withLongBatch(Duration longest) {
        return new ProcessorSettings(
                segments,
                claimTimeout,
                longest,
                attempts,
                firstPause,
                mostParkedSequences,
                mostLettersOfSequence,
                observer);
    }

    /** Tries an event alone so often, first pausing so long. */
    public ProcessorSettings withAttempts(int times, Duration pause) {
        return new ProcessorSettings(
                segments,
                claimTimeout,
                longBatch,
                times,
                pause,
                mostParkedSequences,
                mostLettersOfSequence,
                observer);
    }

    /** Parks no more than this. */
    public ProcessorSettings withRoomFor(int sequences, int lettersEach) {
        return new ProcessorSettings(
                segments,
                claimTimeout,
                longBatch,
                attempts,
                firstPause,
                sequences,
                lettersEach,
                observer);
    }

    public ProcessorSettings observedBy(ProcessorObserver watcher) {
        return new ProcessorSettings(
                segments,
                claimTimeout,
                longBatch,
                attempts,
                firstPause,
                mostParkedSequences,
                mostLettersOfSequence,
                watcher);
    }
}
