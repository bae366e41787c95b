package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.EventLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of batches that take too long, instead of interrupting them as a time-out would: what is
 * slow now, such as the first batches of a rebuild, would be slow again. Also measures how far
 * behind each segment is, and how much is parked. For one thread.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration MEASURE = Duration.ofSeconds(5);
    private static final int FRAMES = 30;

    private final EventLog log;
    private final DeadLetterStore letters;
    private final ProcessorSettings settings;

    /** After how long a batch is told of next, by its worker. */
    private final Map<Worker, Duration> patience = new HashMap<>();

    private long measuredNanos = System.nanoTime() - MEASURE.toNanos();

    Watchdog(EventLog log, DeadLetterStore letters, ProcessorSettings settings) {
        this.log = log;
        this.letters = letters;
        this.settings = settings;
    }

    void look(List<Worker> workers) {
        patience.keySet().retainAll(workers);
        workers.forEach(this::watch);
        if (System.nanoTime() - measuredNanos >= MEASURE.toNanos() && !workers.isEmpty()) {
            measuredNanos = System.nanoTime();
            measure(workers);
        }
    }

    private void watch(Worker worker) {
        var batch = worker.batch();
        if (batch == null) {
            patience.remove(worker);
            return;
        }
        var since = Duration.ofNanos(System.nanoTime() - batch.sinceNanos());
        var limit = patience.getOrDefault(worker, settings.longBatch());
        if (since.compareTo(limit) < 0) {
            if (since.compareTo(settings.longBatch()) < 0) {
                patience.remove(worker);
            }
            return;
        }
        patience.put(worker, since.multipliedBy(2));
        var claim = worker.claim();
        settings.observer().stuck(claim.processor(), claim.segment().id(), since);
        LOG.warn(
                "{} has been at {} events from position {} on for {} s:\n{}",
                claim,
                batch.events(),
                batch.firstPosition(),
                since.toSeconds(),
                Stream.of(worker.stack())
                        .limit(FRAMES)
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n")));
    }

    private void measure(Collection<Worker> workers) {
        var processors = new HashSet<String>();
        workers.forEach(worker -> processors.add(worker.claim().processor()));
        for (var processor : processors) {
            var counts = letters.counts(processor).values();
            settings.observer()
                    .letters(processor, counts.stream().mapToInt(Integer::intValue).sum());
        }
        long head = log.head().position();
        for (var worker : workers) {
            long positions = Math.max(0, head - worker.position());
            settings.observer()
                    .behind(
                            worker.claim().processor(),
                            worker.claim().segment().id(),
                            positions,
                            positions == 0 ? Duration.ZERO : worker.sinceCaughtUp());
        }
    }
}
